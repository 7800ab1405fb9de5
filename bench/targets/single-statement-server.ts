import http from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

/** The ceiling of an introspection: `node:http` and the one prepared statement, no client authentication, no framework. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })

const statement = {
  name: 'ceiling',
  text: `select a.client_id, a.scope, a.expires_at from artifact a
         left join authorization_grant g on g.id = a.grant_id
         where a.bucket = (select max(bucket) from artifact where bucket < 1000000) and a.hash = $1`,
}

const server = http.createServer(async (request, response) => {
  request.resume()
  const { rows } = await pool.query({ ...statement, values: [Buffer.alloc(32)] })
  const body = JSON.stringify({ active: rows.length > 0, ceiling: true })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
})

server.listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.on('SIGTERM', () => process.exit(0))
