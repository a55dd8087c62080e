-- The schema as all steps together make it, as SQLite writes it down. Made by `npm run schema`; for reading only.
-- MySQL and MariaDB have the same tables, with ascii_bin for ASCII text and utf8mb4_bin for everything else.

CREATE TABLE `access_tokens` (
  `token_hash` varchar(64) not null,
  `session_id` varchar(36) not null,
  `expires_at` bigint not null,
  foreign key(`session_id`) references `sessions`(`id`),
  primary key (`token_hash`)
);

CREATE INDEX `access_tokens_expires_at_index` on `access_tokens` (`expires_at`);

CREATE INDEX `access_tokens_session_id_index` on `access_tokens` (`session_id`);

CREATE TABLE `api_key_permissions` (
  `api_key_id` varchar(36) not null,
  `permission` varchar(100) not null,
  foreign key(`api_key_id`) references `api_keys`(`id`),
  foreign key(`permission`) references `permissions`(`name`),
  primary key (`api_key_id`, `permission`)
);

CREATE INDEX `api_key_permissions_permission_index` on `api_key_permissions` (`permission`);

CREATE TABLE `api_key_secrets` (
  `token_hash` varchar(64) not null,
  `api_key_id` varchar(36) not null,
  `expires_at` bigint,
  foreign key(`api_key_id`) references `api_keys`(`id`),
  primary key (`token_hash`)
);

CREATE INDEX `api_key_secrets_api_key_id_index` on `api_key_secrets` (`api_key_id`);

CREATE TABLE `api_keys` (
  `id` varchar(36) not null,
  `user_id` varchar(36) not null,
  `created_by` varchar(36) not null,
  `name` varchar(100) not null,
  `prefix` varchar(16) not null,
  `permissions` text not null,
  `created_at` bigint not null,
  `expires_at` bigint,
  `last_used_at` bigint,
  `revoked_at` bigint,
  `version` integer not null,
  foreign key(`user_id`) references `users`(`id`),
  primary key (`id`)
);

CREATE INDEX `api_keys_created_by_index` on `api_keys` (`created_by`);

CREATE INDEX `api_keys_user_index` on `api_keys` (`user_id`, `id`);

CREATE TABLE `audit_events` (
  `id` varchar(36) not null,
  `occurred_at` bigint not null,
  `action` varchar(64) not null,
  `outcome` varchar(16) not null,
  `actor_kind` varchar(16) not null,
  `actor_id` varchar(36),
  `actor_name` varchar(150),
  `credential_id` varchar(36),
  `target_kind` varchar(16) not null,
  `target_id` varchar(36),
  `target_name` varchar(150),
  `changes` text not null,
  `request_id` varchar(64) not null,
  `source_address` varchar(64) not null,
  `user_agent` varchar(256) not null,
  `count` integer not null,
  `aggregate_key` varchar(64),
  primary key (`id`)
);

CREATE INDEX `audit_events_action_index` on `audit_events` (`action`, `id`);

CREATE INDEX `audit_events_actor_index` on `audit_events` (`actor_id`, `id`);

CREATE UNIQUE INDEX `audit_events_aggregate_key_unique` on `audit_events` (`aggregate_key`);

CREATE INDEX `audit_events_target_index` on `audit_events` (`target_id`, `id`);

CREATE TABLE `idempotency_records` (
  `id` varchar(64) not null,
  `fingerprint` varchar(64) not null,
  `sealed_answer` text,
  `expires_at` bigint not null,
  primary key (`id`)
);

CREATE INDEX `idempotency_records_expires_at_index` on `idempotency_records` (`expires_at`);

CREATE TABLE `known_sources` (
  `user_id` varchar(36) not null,
  `network` varchar(64) not null,
  `last_success_at` bigint not null,
  foreign key(`user_id`) references `users`(`id`),
  primary key (`user_id`, `network`)
);

CREATE INDEX `known_sources_last_success_at_index` on `known_sources` (`last_success_at`);

CREATE TABLE `migration_lock` (
  `id` integer not null,
  `holder` varchar(36),
  `renewed_at` bigint not null,
  primary key (`id`)
);

CREATE TABLE `migrations` (
  `name` varchar(100) not null,
  `applied_at` bigint not null,
  primary key (`name`)
);

CREATE TABLE `permissions` (
  `name` varchar(100),
  `description` varchar(500) not null,
  `category` varchar(100) not null,
  `built_in` boolean not null,
  primary key (`name`)
);

CREATE TABLE `refresh_tokens` (
  `token_hash` varchar(64) not null,
  `session_id` varchar(36) not null,
  `generation` integer not null,
  `salt` varchar(64) not null,
  `rotated_at` bigint,
  foreign key(`session_id`) references `sessions`(`id`),
  primary key (`token_hash`)
);

CREATE UNIQUE INDEX `refresh_tokens_generation_unique` on `refresh_tokens` (`session_id`, `generation`);

CREATE TABLE `role_permissions` (
  `role_id` varchar(36) not null,
  `permission` varchar(100) not null,
  foreign key(`role_id`) references `roles`(`id`),
  foreign key(`permission`) references `permissions`(`name`),
  primary key (`role_id`, `permission`)
);

CREATE INDEX `role_permissions_permission_index` on `role_permissions` (`permission`);

CREATE TABLE `roles` (
  `id` varchar(36) not null,
  `name` varchar(63) not null,
  `description` varchar(500) not null,
  `rank` integer not null,
  `built_in` boolean not null,
  `version` integer not null,
  primary key (`id`)
);

CREATE UNIQUE INDEX `roles_name_unique` on `roles` (`name`);

CREATE TABLE `service_secrets` (
  `name` varchar(64) not null,
  `secret` varchar(64) not null,
  `created_at` bigint not null,
  primary key (`name`)
);

CREATE TABLE `sessions` (
  `id` varchar(36) not null,
  `user_id` varchar(36) not null,
  `created_at` bigint not null,
  `expires_at` bigint not null,
  `last_seen_at` bigint not null,
  `source_address` varchar(64) not null,
  `user_agent` varchar(256) not null,
  foreign key(`user_id`) references `users`(`id`),
  primary key (`id`)
);

CREATE INDEX `sessions_expires_at_index` on `sessions` (`expires_at`);

CREATE INDEX `sessions_last_seen_at_index` on `sessions` (`last_seen_at`);

CREATE INDEX `sessions_user_id_index` on `sessions` (`user_id`);

CREATE TABLE `super_admin` (
  `id` integer not null,
  `user_id` varchar(36) not null,
  `version` integer not null,
  foreign key(`user_id`) references `users`(`id`),
  primary key (`id`),
  constraint super_admin_is_one_row check (`id` = 1)
);

CREATE UNIQUE INDEX `super_admin_user_id_unique` on `super_admin` (`user_id`);

CREATE TABLE `template_permissions` (
  `template` varchar(63) not null,
  `permission` varchar(100) not null,
  foreign key(`template`) references `templates`(`name`),
  foreign key(`permission`) references `permissions`(`name`),
  primary key (`template`, `permission`)
);

CREATE INDEX `template_permissions_permission_index` on `template_permissions` (`permission`);

CREATE TABLE `templates` (
  `name` varchar(63),
  `id` varchar(36) not null,
  `description` varchar(500) not null,
  `built_in` boolean not null,
  `is_default` boolean not null,
  `version` integer not null,
  primary key (`name`)
);

CREATE TABLE `throttle_counters` (
  `id` varchar(64) not null,
  `count` integer not null,
  `expires_at` bigint not null,
  primary key (`id`)
);

CREATE INDEX `throttle_counters_expires_at_index` on `throttle_counters` (`expires_at`);

CREATE TABLE `user_count_deltas` (
  `id` varchar(36) not null,
  `kind` varchar(16) not null,
  `name` varchar(100) not null,
  `delta` bigint not null,
  primary key (`id`)
);

CREATE TABLE `user_count_folds` (
  `id` integer not null,
  `folded_at` bigint not null,
  primary key (`id`)
);

CREATE TABLE `user_counts` (
  `kind` varchar(16) not null,
  `name` varchar(100) not null,
  `negative_count` bigint not null,
  primary key (`kind`, `name`)
);

CREATE INDEX `user_counts_largest_index` on `user_counts` (`kind`, `negative_count`, `name`);

CREATE TABLE `user_groups` (
  `user_id` varchar(36) not null,
  `group` varchar(100) not null,
  foreign key(`user_id`) references `users`(`id`),
  primary key (`user_id`, `group`)
);

CREATE INDEX `user_groups_group_index` on `user_groups` (`group`, `user_id`);

CREATE TABLE `user_passwords` (
  `user_id` varchar(36) not null,
  `password_hash` varchar(512) not null,
  `set_at` bigint not null,
  `set_by` varchar(36) not null,
  foreign key(`user_id`) references `users`(`id`),
  primary key (`user_id`)
);

CREATE TABLE `user_permissions` (
  `user_id` varchar(36) not null,
  `permission` varchar(100) not null,
  foreign key(`user_id`) references `users`(`id`),
  foreign key(`permission`) references `permissions`(`name`),
  primary key (`user_id`, `permission`)
);

CREATE INDEX `user_permissions_permission_index` on `user_permissions` (`permission`, `user_id`);

CREATE TABLE `user_servers` (
  `user_id` varchar(36) not null,
  `server` varchar(100) not null,
  foreign key(`user_id`) references `users`(`id`),
  primary key (`user_id`, `server`)
);

CREATE INDEX `user_servers_server_index` on `user_servers` (`server`, `user_id`);

CREATE TABLE `user_words` (
  `head` varchar(2) not null,
  `user_id` varchar(36) not null,
  `word` varchar(64) not null,
  primary key (`head`, `user_id`, `word`)
);

CREATE INDEX `user_words_word_index` on `user_words` (`word`, `user_id`);

CREATE TABLE `users` (
  `id` varchar(36) not null,
  `username` varchar(150) not null,
  `username_key` varchar(150) not null,
  `email` varchar(254),
  `email_key` varchar(254),
  `display_name` varchar(200),
  `did` varchar(2048),
  `role_id` varchar(36) not null,
  `status` varchar(8) not null,
  `permissions` text not null,
  `servers` text not null,
  `groups` text not null,
  `metadata` text not null,
  `must_change_password` boolean not null,
  `created_at` bigint not null,
  `updated_at` bigint not null,
  `last_login_at` bigint,
  `last_seen_at` bigint,
  `version` integer not null,
  foreign key(`role_id`) references `roles`(`id`),
  primary key (`id`)
);

CREATE UNIQUE INDEX `users_did_unique` on `users` (`did`);

CREATE INDEX `users_email_index` on `users` (`email_key`, `id`);

CREATE UNIQUE INDEX `users_email_key_unique` on `users` (`email_key`);

CREATE INDEX `users_last_login_index` on `users` (`last_login_at`, `id`);

CREATE INDEX `users_role_index` on `users` (`role_id`, `id`);

CREATE INDEX `users_status_index` on `users` (`status`, `id`);

CREATE UNIQUE INDEX `users_username_key_unique` on `users` (`username_key`);
