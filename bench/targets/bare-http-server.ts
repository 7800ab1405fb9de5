import http from 'node:http'
import type { AddressInfo } from 'node:net'

const body = JSON.stringify({ active: true, scope: 'debt.read', client_id: 'bench', exp: 1_900_000_000 })

const server = http.createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
    response.end(body)
  })
})

server.listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.on('SIGTERM', () => server.close(() => process.exit(0)).closeAllConnections())
