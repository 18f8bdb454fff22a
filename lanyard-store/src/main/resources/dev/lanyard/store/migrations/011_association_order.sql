alter table ec2_profile_association add column position TEXT not null default '';

update ec2_profile_association set position = (case when active_instance_id is null then '1/' else '0/' end)
  || (9223372036854775807 - since) || '/' || id;

create index ec2_profile_association_position on ec2_profile_association (account, region, position);
