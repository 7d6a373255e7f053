-- What a practical person would ask instead of `samtykke due`: which recordings are there, and when is each to be erased?
-- It knows the periods of the notice, withdrawals, requests and what was erased. It knows no holds, analyses, consents that
-- were never given, conflicting copies, later versions of a policy, clocks that were wrong, or lines that are no event.
copy (
  with events as (
    select type, callId, recordingId, occurredAt, startedAt, direction, customerType, line, scope
    from read_json($events, format = 'newline_delimited', columns = {
      type: 'varchar', callId: 'varchar', recordingId: 'varchar', occurredAt: 'timestamptz', startedAt: 'timestamptz',
      direction: 'varchar', customerType: 'varchar', line: 'varchar', scope: 'varchar'
    })
    where occurredAt <= $asOf::timestamptz
  ),
  stored as (
    select callId, recordingId, min(startedAt) as startedAt,
      any_value(direction) as direction, any_value(customerType) as customerType, any_value(line) as line
    from events where type = 'recording-stored' group by callId, recordingId
  ),
  erased as (select distinct callId, recordingId from events where type = 'recording-erased'),
  ended as (
    select callId, min(occurredAt) as at from events
    where type = 'consent-withdrawn' or (type = 'erasure-requested' and scope in ('all', 'recording'))
    group by callId
  ),
  expiring as (
    select callId, recordingId, timezone('Europe/Copenhagen', ((timezone('Europe/Copenhagen', startedAt)::date
      + case when direction = 'inbound' and customerType = 'business' then interval 16 month else interval 6 month end
      )::date + 1)::timestamp) as at
    from stored anti join erased using (callId, recordingId)
  )
  select callId, recordingId as targetId, least(expiring.at, ended.at) as dueAt
  from expiring left join ended using (callId)
  order by dueAt, callId, targetId
) to $output (format json)
