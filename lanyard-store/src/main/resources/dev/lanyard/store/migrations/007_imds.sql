create table imds_address (
  address INTEGER not null primary key,
  account TEXT not null,
  region TEXT not null,
  instance_id TEXT not null
);

create unique index imds_address_instance on imds_address (account, region, instance_id);

create table imds_credentials (
  account TEXT not null,
  region TEXT not null,
  instance_id TEXT not null,
  association_id TEXT not null,
  role_name TEXT not null,
  issued INTEGER not null,
  expires INTEGER not null,
  v1_key TEXT not null,
  v1_secret TEXT not null,
  v1_token TEXT not null,
  v2_key TEXT not null,
  v2_secret TEXT not null,
  v2_token TEXT not null,
  primary key (account, region, instance_id)
);

create index imds_credentials_expires on imds_credentials (expires);
