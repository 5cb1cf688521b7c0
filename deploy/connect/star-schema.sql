-- The star schema that the sinks of this folder fill. PostgreSQL 14 or newer; safe to run again.
-- Money is in micros (millionths) of the account's currency, exact; the views give currency units and KPIs.

create table if not exists dim_channel (
  account text not null,
  channel text not null,
  primary key (account, channel)
);

create table if not exists dim_week (
  week date primary key,               -- its Monday
  iso_year int not null,
  iso_week int not null
);

-- Facts have the topics' own keys, account/channel/week: a sink replaces and deletes by them.
create table if not exists fact_marketing (
  row_key text primary key,
  account text not null,
  channel text not null,
  week date not null references dim_week,
  currency text not null,
  status text not null,                -- OPEN, SETTLING, FINAL
  revision bigint not null,
  as_of timestamptz not null,
  spend_micros bigint not null,
  impressions bigint,                  -- null: nobody reported any
  platform_clicks bigint,
  seen_clicks bigint not null,
  foreign key (account, channel) references dim_channel
);

create table if not exists fact_revenue (
  row_key text primary key,
  account text not null,
  channel text not null,
  week date not null references dim_week,
  currency text not null,
  status text not null,
  revision bigint not null,
  as_of timestamptz not null,
  orders bigint not null,
  revenue_micros bigint not null,
  refunded_micros bigint not null,
  discount_micros bigint not null,
  new_customers bigint not null,
  cohort_revenue_micros bigint not null,
  foreign key (account, channel) references dim_channel
);

create table if not exists fact_recommendation (
  account text primary key,
  recommendation_id text not null,
  week date not null references dim_week,
  created_at timestamptz not null,
  decision text not null,              -- ACT, HOLD
  reason_code text not null,
  reason text not null,
  currency text not null,
  current_total_micros bigint not null,
  recommended_total_micros bigint not null,
  probability double precision,        -- null: not known
  model_version text not null
);

create index if not exists fact_marketing_week on fact_marketing (week);
create index if not exists fact_revenue_week on fact_revenue (week);

-- A fact brings its dimensions along: sinks write one table each, in any order.
create or replace function sluice_dimensions() returns trigger language plpgsql as $$
begin
  insert into dim_week values (new.week, extract(isoyear from new.week), extract(week from new.week))
    on conflict do nothing;
  if tg_table_name <> 'fact_recommendation' then
    insert into dim_channel values (new.account, new.channel) on conflict do nothing;
  end if;
  return new;
end $$;

create or replace trigger dimensions before insert or update on fact_marketing
  for each row execute function sluice_dimensions();
create or replace trigger dimensions before insert or update on fact_revenue
  for each row execute function sluice_dimensions();
create or replace trigger dimensions before insert or update on fact_recommendation
  for each row execute function sluice_dimensions();

-- KPIs are null, never 0, where a denominator is 0.
create or replace view channel_weeks as
select m.account, m.channel, m.week, m.currency, m.status, greatest(m.as_of, r.as_of) as as_of,
  m.spend_micros / 1e6 as spend,
  r.revenue_micros / 1e6 as revenue,
  r.orders,
  r.new_customers,
  m.spend_micros / 1e6 / nullif(r.new_customers, 0) as cac,
  r.revenue_micros::numeric / nullif(m.spend_micros, 0) as roas
from fact_marketing m
join fact_revenue r using (row_key);
