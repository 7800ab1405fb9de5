import type { MarketEntries, RegisteredMeteringPoint } from '../../../server/ports/market/market-register.ts'
import type { Connection } from '../database/transaction.ts'

/** Everything but who uses the metering points. Gives how many rows changed. */
export async function putMarket(on: Connection, entries: MarketEntries, now: Date): Promise<number> {
  const put = (statement: string, rows: readonly object[]) => on.write(statement, [JSON.stringify(rows), now])
  const written = [
    await put(parties, entries.parties),
    await put(delegations, entries.delegations),
    await put(meteringPoints, entries.meteringPoints.map(withoutEndUsers)),
    await put(redirects, entries.redirects),
  ]
  return written.reduce((sum, { count }) => sum + count, await putProducts(on, entries))
}

const withoutEndUsers = ({ id, meterNumber, blockedForSwitching }: RegisteredMeteringPoint) => ({
  id,
  meterNumber,
  blockedForSwitching,
})

const parties = `insert into market_party as old (gln, function, orgno, status, updated_at)
  select gln, function, orgno, status, $2
  from jsonb_to_recordset($1) as w (gln text, function text, orgno text, status text)
  on conflict (gln, function) do update
  set orgno = excluded.orgno, status = excluded.status, updated_at = excluded.updated_at
  where (old.orgno, old.status) is distinct from (excluded.orgno, excluded.status)`

const delegations = `insert into market_delegation (gln, provider, created_at)
  select gln, provider, $2 from jsonb_to_recordset($1) as w (gln text, provider text)
  on conflict (gln, provider) do nothing`

const meteringPoints = `insert into metering_point as old (id, meter_number, blocked_for_switching, updated_at)
  select id, "meterNumber", "blockedForSwitching", $2
  from jsonb_to_recordset($1) as w (id text, "meterNumber" text, "blockedForSwitching" boolean)
  on conflict (id) do update set meter_number = excluded.meter_number,
    blocked_for_switching = excluded.blocked_for_switching, updated_at = excluded.updated_at
  where (old.meter_number, old.blocked_for_switching)
    is distinct from (excluded.meter_number, excluded.blocked_for_switching)`

const redirects = `insert into redirect_registration as old (gln, production, test, updated_at)
  select gln, production, test, $2 from jsonb_to_recordset($1) as w (gln text, production text, test text)
  on conflict (gln) do update
  set production = excluded.production, test = excluded.test, updated_at = excluded.updated_at
  where (old.production, old.test) is distinct from (excluded.production, excluded.test)`

async function putProducts(on: Connection, { products }: Pick<MarketEntries, 'products'>): Promise<number> {
  const rows = products.flatMap(({ orgno, names }) => names.map(name => ({ orgno, name })))
  const gone = await on.write(
    `delete from product p where p.orgno = any($1::text[]) and not exists (
       select from jsonb_to_recordset($2) as w (orgno text, name text)
       where w.orgno = p.orgno and w.name = p.name)`,
    [products.map(({ orgno }) => orgno), JSON.stringify(rows)],
  )
  const added = await on.write(
    `insert into product (orgno, name)
     select orgno, name from jsonb_to_recordset($1) as w (orgno text, name text) on conflict (orgno, name) do nothing`,
    [JSON.stringify(rows)],
  )
  return gone.count + added.count
}

interface EndUsers {
  readonly points: readonly string[]
  readonly users: readonly { readonly point: string; readonly party: string; readonly access: string }[]
}

/** These and no others use these metering points. Gives how many rows changed. */
export async function putEndUsers(on: Connection, { points, users }: EndUsers): Promise<number> {
  const wanted = JSON.stringify(users)
  const gone = await on.write(
    `delete from metering_point_end_user u where u.metering_point_id = any($1::text[]) and not exists (
       select from jsonb_to_recordset($2) as w (point text, party uuid)
       where w.point = u.metering_point_id and w.party = u.party_id)`,
    [points, wanted],
  )
  const put = await on.write(
    `insert into metering_point_end_user as old (metering_point_id, party_id, access_type)
     select point, party, access from jsonb_to_recordset($1) as w (point text, party uuid, access text)
     on conflict (metering_point_id, party_id) do update set access_type = excluded.access_type
     where old.access_type <> excluded.access_type`,
    [wanted],
  )
  return gone.count + put.count
}
