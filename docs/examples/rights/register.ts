import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

// A register of rights for trying: TOKEN=… PORT=… node register.ts rights.json

const { PORT = '0', TOKEN = '' } = process.env

interface Asked {
  readonly resource: string
  readonly action: string
}

interface Right extends Asked {
  readonly actor: object
  readonly on_behalf_of: object
}

interface Question {
  readonly actor: object
  readonly on_behalf_of: object
  readonly rights: readonly Asked[]
}

const rights: readonly Right[] = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8'))

const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other)

const covers = (given: string, asked: string): boolean => given === '*' || given === asked

const answers: Readonly<Record<string, (question: Question) => unknown>> = {
  '/may-act': ({ actor, on_behalf_of, rights: asked }) => ({
    may_act: asked.every(({ resource, action }) =>
      rights.some(
        right =>
          isSame(right.actor, actor) &&
          isSame(right.on_behalf_of, on_behalf_of) &&
          covers(right.resource, resource) &&
          covers(right.action, action),
      ),
    ),
  }),
  '/acts-for': ({ actor }) => ({
    acts_for: rights
      .filter(right => isSame(right.actor, actor) && covers(right.resource, 'consents'))
      .map(right => right.on_behalf_of),
  }),
}

const server = createServer(async (request, response) => {
  const answer = answers[request.url ?? '']
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return response.writeHead(401).end()
  if (request.method !== 'POST' || !answer) return response.writeHead(404).end()
  let body = ''
  for await (const piece of request) body += piece
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify(answer(JSON.parse(body))))
})

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening ${(server.address() as { port: number }).port}`)
})
