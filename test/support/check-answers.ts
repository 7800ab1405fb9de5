import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answersKept, operationName } from './recorded-answers.ts'

/** Statuses that no test has to see where they follow from the API. */
const reasons: Readonly<Record<string, string>> = {
  500: 'a fault of ours, which is never meant',
  503: 'an outage, which tests cause where something of its own is to be seen',
}

interface Document {
  readonly info: { readonly title: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  /** Those with a reference are the same at every operation of the API. */
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>
}

const documents = globSync('test/faces/*/openapi.json').flatMap((path): readonly Document[] =>
  [JSON.parse(readFileSync(path, 'utf8'))].flat(),
)

const seen: ReadonlySet<string> = new Set(
  readdirSync(answersKept()).flatMap(file =>
    readFileSync(join(answersKept(), file), 'utf8').trimEnd().split('\n'),
  ),
)

const operations = documents.flatMap(({ info, paths }) => {
  const [, api] = /^samtykke: [^-]+-(.+)$/.exec(info.title) ?? []
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      title: info.title,
      name: operationName(api, method, path),
      responses,
    })),
  )
})

const documented = new Set(
  operations.flatMap(({ name, responses }) => Object.keys(responses).map(status => `${status} ${name}`)),
)

const unknown = [...seen].filter(answer => !documented.has(answer))

const unseen = operations.flatMap(({ title, name, responses }) =>
  Object.entries(responses)
    .filter(([status, { $ref }]) => {
      const alike = $ref ? operations.filter(one => one.title === title).map(one => one.name) : [name]
      const isExcused = $ref !== undefined && status in reasons
      return !isExcused && !alike.some(one => seen.has(`${status} ${one}`))
    })
    .map(([status]) => `${status} ${name}`),
)

for (const answer of unknown) console.error(`answered, but not documented: ${answer}`)
for (const answer of unseen) console.error(`documented, but never answered: ${answer}`)
console.log(`${seen.size} answers recorded, ${documented.size} documented`)
process.exitCode = unknown.length + unseen.length > 0 ? 1 : 0
