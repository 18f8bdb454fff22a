create table ec2_tag (
  account TEXT not null,
  region TEXT not null,
  resource_id TEXT not null,
  tag_key TEXT not null,
  type TEXT not null,
  tag_value TEXT not null,
  position INTEGER not null,
  primary key (account, region, resource_id, tag_key)
);

create index ec2_tag_type on ec2_tag (account, region, type, resource_id);

create table ec2_network (
  account TEXT not null,
  region TEXT not null,
  primary key (account, region)
);

create table ec2_vpc (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  cidr TEXT not null,
  cidr_association TEXT not null,
  tenancy TEXT not null,
  is_default INTEGER not null,
  acl TEXT not null,
  dns_support INTEGER not null,
  dns_hostnames INTEGER not null,
  usage_metrics INTEGER not null,
  primary key (account, region, id)
);

create unique index ec2_vpc_default on ec2_vpc (account, region) where is_default = 1;

create table ec2_subnet (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  vpc TEXT not null,
  cidr TEXT not null,
  zone TEXT not null,
  default_for_zone INTEGER not null,
  acl_association TEXT not null,
  public_address INTEGER not null,
  ipv6_address INTEGER not null,
  dns64 INTEGER not null,
  hostname_type TEXT not null,
  record_a INTEGER not null,
  record_aaaa INTEGER not null,
  host_cursor INTEGER not null,
  primary key (account, region, id),
  foreign key (account, region, vpc) references ec2_vpc (account, region, id)
);

create index ec2_subnet_vpc on ec2_subnet (account, region, vpc);

create unique index ec2_subnet_default on ec2_subnet (account, region, zone) where default_for_zone = 1;

create table ec2_internet_gateway (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  vpc TEXT,
  primary key (account, region, id),
  foreign key (account, region, vpc) references ec2_vpc (account, region, id)
);

create unique index ec2_internet_gateway_vpc on ec2_internet_gateway (account, region, vpc);

create table ec2_route_table (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  vpc TEXT not null,
  primary key (account, region, id),
  foreign key (account, region, vpc) references ec2_vpc (account, region, id)
);

create index ec2_route_table_vpc on ec2_route_table (account, region, vpc);

create table ec2_route (
  account TEXT not null,
  region TEXT not null,
  route_table TEXT not null,
  destination TEXT not null,
  target TEXT not null,
  primary key (account, region, route_table, destination),
  foreign key (account, region, route_table) references ec2_route_table (account, region, id)
);

create table ec2_route_association (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  route_table TEXT not null,
  vpc TEXT not null,
  subnet TEXT not null,
  primary key (account, region, id),
  foreign key (account, region, route_table) references ec2_route_table (account, region, id)
);

create unique index ec2_route_association_subnet on ec2_route_association (account, region, vpc, subnet);

create table ec2_security_group (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  vpc TEXT not null,
  name TEXT not null,
  description TEXT not null,
  primary key (account, region, id),
  foreign key (account, region, vpc) references ec2_vpc (account, region, id)
);

create unique index ec2_security_group_name on ec2_security_group (account, region, vpc, name);

create table ec2_security_group_rule (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  security_group TEXT not null,
  position INTEGER not null,
  egress INTEGER not null,
  protocol TEXT not null,
  from_port INTEGER,
  to_port INTEGER,
  peer_kind TEXT not null,
  peer TEXT not null,
  peer_account TEXT not null,
  description TEXT,
  primary key (account, region, id),
  foreign key (account, region, security_group) references ec2_security_group (account, region, id)
);

create index ec2_security_group_rule_group on ec2_security_group_rule (account, region, security_group, position);

create index ec2_security_group_rule_peer on ec2_security_group_rule (account, region, peer);

create table ec2_interface (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  subnet TEXT not null,
  vpc TEXT not null,
  zone TEXT not null,
  description TEXT not null,
  source_dest_check INTEGER not null,
  attachment TEXT,
  instance TEXT,
  device_index INTEGER,
  attached INTEGER,
  delete_on_termination INTEGER,
  created INTEGER not null,
  primary key (account, region, id),
  foreign key (account, region, subnet) references ec2_subnet (account, region, id)
);

create index ec2_interface_subnet on ec2_interface (account, region, subnet);

create index ec2_interface_instance on ec2_interface (account, region, instance, device_index);

create table ec2_interface_group (
  account TEXT not null,
  region TEXT not null,
  interface TEXT not null,
  security_group TEXT not null,
  position INTEGER not null,
  primary key (account, region, interface, security_group),
  foreign key (account, region, interface) references ec2_interface (account, region, id),
  foreign key (account, region, security_group) references ec2_security_group (account, region, id)
);

create index ec2_interface_group_group on ec2_interface_group (account, region, security_group);

create table ec2_private_address (
  account TEXT not null,
  region TEXT not null,
  subnet TEXT not null,
  address TEXT not null,
  interface TEXT not null,
  position INTEGER not null,
  primary key (account, region, subnet, address),
  foreign key (account, region, interface) references ec2_interface (account, region, id)
);

create unique index ec2_private_address_interface on ec2_private_address (account, region, interface, position);

create table ec2_public_address (
  account TEXT not null,
  region TEXT not null,
  address TEXT not null,
  interface TEXT not null,
  primary key (account, region, address),
  foreign key (account, region, interface) references ec2_interface (account, region, id)
);

create unique index ec2_public_address_interface on ec2_public_address (account, region, interface);

create table ec2_key_pair (
  account TEXT not null,
  region TEXT not null,
  name TEXT not null,
  id TEXT not null,
  kind TEXT not null,
  fingerprint TEXT not null,
  public_key TEXT not null,
  created INTEGER not null,
  primary key (account, region, name)
);

create table ec2_launch_template (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  name TEXT not null,
  created INTEGER not null,
  created_by TEXT not null,
  default_version INTEGER not null,
  latest_version INTEGER not null,
  client_token TEXT,
  primary key (account, region, id)
);

create unique index ec2_launch_template_name on ec2_launch_template (account, region, name);

create unique index ec2_launch_template_token on ec2_launch_template (account, region, client_token);

create table ec2_launch_template_version (
  account TEXT not null,
  region TEXT not null,
  template TEXT not null,
  number INTEGER not null,
  description TEXT,
  created INTEGER not null,
  created_by TEXT not null,
  data TEXT not null,
  primary key (account, region, template, number),
  foreign key (account, region, template) references ec2_launch_template (account, region, id)
);
