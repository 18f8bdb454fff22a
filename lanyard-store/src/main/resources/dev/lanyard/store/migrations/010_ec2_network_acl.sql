create table ec2_network_acl (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  vpc TEXT not null,
  is_default INTEGER not null,
  primary key (account, region, id),
  foreign key (account, region, vpc) references ec2_vpc (account, region, id)
);

create index ec2_network_acl_vpc on ec2_network_acl (account, region, vpc);

create unique index ec2_network_acl_default on ec2_network_acl (account, region, vpc) where is_default = 1;

create table ec2_network_acl_entry (
  account TEXT not null,
  region TEXT not null,
  acl TEXT not null,
  egress INTEGER not null,
  number INTEGER not null,
  action TEXT not null,
  protocol TEXT not null,
  cidr TEXT not null,
  first INTEGER,
  last INTEGER,
  primary key (account, region, acl, egress, number),
  foreign key (account, region, acl) references ec2_network_acl (account, region, id)
);

create table ec2_network_acl_association (
  account TEXT not null,
  region TEXT not null,
  id TEXT not null,
  acl TEXT not null,
  subnet TEXT not null,
  primary key (account, region, id),
  foreign key (account, region, acl) references ec2_network_acl (account, region, id),
  foreign key (account, region, subnet) references ec2_subnet (account, region, id)
);

create index ec2_network_acl_association_acl on ec2_network_acl_association (account, region, acl);

create unique index ec2_network_acl_association_subnet on ec2_network_acl_association (account, region, subnet);

insert into ec2_network_acl (account, region, id, vpc, is_default)
select account, region, acl, id, 1 from ec2_vpc;

insert into ec2_network_acl_entry (account, region, acl, egress, number, action, protocol, cidr)
select account, region, acl, 0, 100, 'allow', '-1', '0.0.0.0/0' from ec2_vpc;

insert into ec2_network_acl_entry (account, region, acl, egress, number, action, protocol, cidr)
select account, region, acl, 1, 100, 'allow', '-1', '0.0.0.0/0' from ec2_vpc;

insert into ec2_network_acl_association (account, region, id, acl, subnet)
select s.account, s.region, s.acl_association, v.acl, s.id
from ec2_subnet s join ec2_vpc v on v.account = s.account and v.region = s.region and v.id = s.vpc;

alter table ec2_vpc drop column acl;

alter table ec2_subnet drop column acl_association;
