-- Secrets of the server itself, one row for each, shared by all nodes.
create table sts_secret (
  name TEXT not null primary key,
  value BLOB not null
);

create table sts_root_key (
  account TEXT not null,
  id TEXT not null,
  secret TEXT not null,
  created INTEGER not null,
  primary key (account, id)
);
