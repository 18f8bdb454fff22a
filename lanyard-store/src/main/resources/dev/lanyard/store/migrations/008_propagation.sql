create table iam_delay (
  account TEXT not null primary key,
  shortest INTEGER not null,
  longest INTEGER not null,
  seed INTEGER not null
);

create table iam_unseen (
  account TEXT not null,
  entity TEXT not null,
  change INTEGER not null,
  id TEXT not null,
  content TEXT,
  made INTEGER not null,
  visible INTEGER not null,
  primary key (account, entity, change)
);

create index iam_unseen_id on iam_unseen (account, id, change);

create index iam_unseen_visible on iam_unseen (account, visible);

alter table imds_credentials add column role_id TEXT not null default '';
