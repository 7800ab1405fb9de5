import type { TestDatabase } from './database.ts'

/** Every row of every table as text, as somebody reads it who has a dump and no key. One line a row, its table first. */
export async function dumpOf({ knex }: Pick<TestDatabase, 'knex'>): Promise<readonly string[]> {
  const { rows: tables } = await knex.raw<{ rows: { name: string }[] }>(
    `select oid::regclass::text as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  const lines: string[] = []
  for (const { name } of tables) {
    const { rows } = await knex.raw<{ rows: { text: string }[] }>(`select t::text as text from ${name} t`)
    lines.push(...rows.map(({ text }) => `${name} ${text}`))
  }
  return lines
}

/** The lines in which a word stands: as it is, and in hexadecimal or base64, which are read as easily. */
export function linesWith(dump: readonly string[], word: string): readonly string[] {
  const bytes = Buffer.from(word)
  const asJson = JSON.stringify(word).slice(1, -1)
  const forms = [word, asJson, bytes.toString('hex'), ...base64Of(bytes)]
  return dump.filter(line => forms.some(form => line.includes(form)))
}

/** What of its base64 does not depend on where in a text it stands, for each of the three ways to stand there. */
const base64Of = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].map(before => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '')
    return encoded.slice(before === 0 ? 0 : 4, -2)
  })
