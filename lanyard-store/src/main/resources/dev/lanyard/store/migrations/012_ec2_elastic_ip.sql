create table ec2_address (
  account TEXT not null,
  region TEXT not null,
  address TEXT not null,
  interface TEXT,
  private_address TEXT,
  allocation TEXT,
  association TEXT,
  primary key (account, region, address),
  foreign key (account, region, interface) references ec2_interface (account, region, id)
);

insert into ec2_address (account, region, address, interface, private_address)
select p.account, p.region, p.address, p.interface, a.address
from ec2_public_address p join ec2_private_address a
on a.account = p.account and a.region = p.region and a.interface = p.interface and a.position = 0;

drop table ec2_public_address;

alter table ec2_address rename to ec2_public_address;

create unique index ec2_public_address_private
on ec2_public_address (account, region, interface, private_address);

create unique index ec2_public_address_allocation on ec2_public_address (account, region, allocation);
