create table iam_password_history (
  account TEXT not null,
  user_id TEXT not null,
  hashes TEXT not null,
  primary key (account, user_id),
  foreign key (account, user_id) references iam_user (account, id) on delete cascade
);
