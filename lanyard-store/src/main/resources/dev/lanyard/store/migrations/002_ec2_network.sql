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
