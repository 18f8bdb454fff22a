// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// XML documents in a form that can be compared: layout gone, attributes sorted, chosen elements left out.
final class XmlText {
    private XmlText() {}

    static String canonical(String xml, Set<String> without) {
        return text(parse(xml).getDocumentElement(), without);
    }

    static Document parse(String xml) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError("Not well-formed: " + xml, e);
        }
    }

    private static String text(Element element, Set<String> without) {
        StringBuilder text = new StringBuilder("<").append(element.getTagName());
        var attributes = new TreeMap<String, String>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            attributes.put(attribute.getNodeName(), attribute.getNodeValue());
        }
        attributes.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(value));
        text.append('>');
        List<Element> children = children(element);
        if (children.isEmpty()) {
            text.append(element.getTextContent());
        }
        for (Element child : children) {
            if (!without.contains(child.getTagName())) {
                text.append(text(child, without));
            }
        }
        return text.append("</>").toString();
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }
}
