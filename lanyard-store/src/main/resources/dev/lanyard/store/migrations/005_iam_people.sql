create table iam_user (
  account TEXT not null,
  name_key TEXT not null,
  name TEXT not null,
  path TEXT not null,
  id TEXT not null,
  created INTEGER not null,
  tags TEXT not null,
  boundary TEXT,
  boundary_key TEXT,
  primary key (account, id),
  foreign key (account, boundary_key) references iam_policy (account, name_key)
);

create unique index iam_user_name on iam_user (account, name_key);

create index iam_user_boundary on iam_user (account, boundary);

create table iam_group (
  account TEXT not null,
  name_key TEXT not null,
  name TEXT not null,
  path TEXT not null,
  id TEXT not null,
  created INTEGER not null,
  primary key (account, id)
);

create unique index iam_group_name on iam_group (account, name_key);

create table iam_member (
  account TEXT not null,
  user_id TEXT not null,
  group_id TEXT not null,
  primary key (account, user_id, group_id),
  foreign key (account, user_id) references iam_user (account, id),
  foreign key (account, group_id) references iam_group (account, id)
);

create index iam_member_group on iam_member (account, group_id);

create table iam_holder (
  account TEXT not null,
  id TEXT not null,
  primary key (account, id)
);

create table iam_inline_policy (
  account TEXT not null,
  holder TEXT not null,
  name TEXT not null,
  document TEXT not null,
  size INTEGER not null,
  primary key (account, holder, name),
  foreign key (account, holder) references iam_holder (account, id)
);

create table iam_attachment (
  account TEXT not null,
  holder TEXT not null,
  arn TEXT not null,
  name TEXT not null,
  path TEXT not null,
  policy_key TEXT,
  primary key (account, holder, arn),
  foreign key (account, holder) references iam_holder (account, id),
  foreign key (account, policy_key) references iam_policy (account, name_key)
);

create index iam_attachment_arn on iam_attachment (account, arn);

create table iam_access_key (
  account TEXT not null,
  id TEXT not null,
  user_id TEXT not null,
  secret TEXT not null,
  status TEXT not null,
  created INTEGER not null,
  last_used INTEGER,
  last_service TEXT,
  last_region TEXT,
  primary key (account, id),
  foreign key (account, user_id) references iam_user (account, id)
);

create index iam_access_key_user on iam_access_key (account, user_id);

create table iam_login_profile (
  account TEXT not null,
  user_id TEXT not null,
  created INTEGER not null,
  reset_required INTEGER not null,
  primary key (account, user_id),
  foreign key (account, user_id) references iam_user (account, id)
);

create table iam_account_alias (
  account TEXT not null primary key,
  alias TEXT not null
);

create unique index iam_account_alias_alias on iam_account_alias (alias);

create table iam_password_policy (
  account TEXT not null primary key,
  minimum_length INTEGER not null,
  symbols INTEGER not null,
  numbers INTEGER not null,
  uppercase INTEGER not null,
  lowercase INTEGER not null,
  users_may_change INTEGER not null,
  max_age INTEGER,
  reuse_prevention INTEGER,
  hard_expiry INTEGER
);

create table iam_oidc_provider (
  account TEXT not null,
  url TEXT not null,
  created INTEGER not null,
  client_ids TEXT not null,
  thumbprints TEXT not null,
  tags TEXT not null,
  primary key (account, url)
);

create table iam_role_deletion (
  account TEXT not null,
  task TEXT not null,
  primary key (account, task)
);

create table iam_revision (
  account TEXT not null primary key,
  revision INTEGER not null
);
