type Json = unknown
type Path = readonly (string | number)[]

/** One body that is not as it should be, as it is sent, and what was done to it. */
export interface NastyBody {
  readonly what: string
  readonly text: string
}

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** As they are written in JSON. */
const values: Readonly<Record<string, string>> = {
  null: 'null',
  true: 'true',
  number: '1',
  'a number below zero': '-1',
  'a huge number': '1e400',
  'a number past the safe ones': '9007199254740993',
  'an empty text': '""',
  'a space': '" "',
  text: '"x"',
  'a lone surrogate': '"\\ud800"',
  'half a pair the wrong way round': '"\\udc00\\ud800"',
  NUL: '"a\\u0000b"',
  'a line break': '"a\\r\\nSet-Cookie: x=y"',
  'a mark that turns the direction': '"\\u202e\\ufeff"',
  'a very long text': `"${'x'.repeat(50_000)}"`,
  'a list': '[]',
  'a list of texts': '["x","\\ud800"]',
  'a list in lists': deep(500),
  'an object': '{}',
  'an object with an object': '{"x":{"y":"z"}}',
  'a prototype': '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}',
  'a member with a lone surrogate': '{"\\ud800":"x"}',
  SQL: `"'; drop table party; --"`,
  markup: '"<img src=x onerror=alert(1)>{{x}}<%= x %>"',
  'a path': '"../../../../etc/passwd"',
  'a time that is none': '"2026-13-45T99:99:99Z"',
  'a time far away': '"+275760-09-13T00:00:00.001Z"',
  'a uuid': '"00000000-0000-0000-0000-000000000000"',
}

/** What stands in place of a whole body. */
const wholes: Readonly<Record<string, string>> = {
  ...values,
  nothing: '',
  'no JSON': '{"a":',
  'two of them': '{}{}',
  'deeply nested objects': `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  'deeply nested lists': deep(30_000),
  'half a megabyte': `{"a":"${'x'.repeat(500_000)}"}`,
  'a byte order mark': '\ufeff{}',
}

/** Every nasty body that a good one in JSON leads to: each member in turn, wherever it lies, and the whole. */
export function nastyJson(good: Json): NastyBody[] {
  const places = pathsOf(good)
  return [
    ...Object.entries(wholes).map(([what, text]) => ({ what: `${what} in place of all`, text })),
    ...places.flatMap(path => [
      ...Object.entries(values).map(([what, text]) => ({
        what: `${what} at ${path.join('.')}`,
        text: written(good, path, text),
      })),
      { what: `nothing at ${path.join('.')}`, text: JSON.stringify(without(good, path)) },
      { what: `twice ${path.join('.')}`, text: twice(good, path) },
    ]),
    ...['__proto__', 'constructor', 'toString', 'ünknown'].map(name => ({
      what: `${name} besides`,
      text: JSON.stringify(good).replace(/\{/, `{${JSON.stringify(name)}:{"x":1},`),
    })),
  ]
}

/** The same for a form. */
export function nastyForm(good: Readonly<Record<string, string>>): NastyBody[] {
  const form = (pairs: readonly (readonly [string, string])[]) =>
    new URLSearchParams(pairs as [string, string][]).toString()
  const entries = Object.entries(good)
  const texts = Object.entries(values).map(([what, json]) => [what, textOf(json)] as const)
  return [
    ...Object.entries(wholes).map(([what, text]) => ({ what: `${what} in place of all`, text })),
    ...entries.flatMap(([name, value], at) => [
      ...texts.map(([what, text]) => ({
        what: `${what} at ${name}`,
        text: form(entries.with(at, [name, text])),
      })),
      { what: `nothing at ${name}`, text: form(entries.toSpliced(at, 1)) },
      { what: `twice ${name}`, text: form([...entries, [name, value]]) },
      { what: `an array at ${name}`, text: form(entries.with(at, [`${name}[]`, value])) },
      {
        what: `bytes that are no UTF-8 at ${name}`,
        text: `${form(entries.toSpliced(at, 1))}&${name}=%ff%c0%80`,
      },
      { what: `a NUL in the name ${name}`, text: `${form(entries)}&${name}%00=x` },
      ...(value.startsWith('[') ? nastyJson(JSON.parse(value)) : []).map(({ what, text }) => ({
        what: `${what}, within ${name}`,
        text: form(entries.with(at, [name, text])),
      })),
    ]),
    ...['__proto__', 'constructor', ''].map(name => ({
      what: `${name} besides`,
      text: form([...entries, [name, 'x']]),
    })),
    { what: 'many parameters', text: form(Array.from({ length: 5_000 }, (_, n) => [`p${n}`, 'x'])) },
  ]
}

const textOf = (json: string): string => {
  const value = json.startsWith('"') ? JSON.parse(json) : json
  return String(value)
}

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : []
  const inner = Object.entries(value).flatMap(([name, member]) =>
    pathsOf(member, [...path, Array.isArray(value) ? Number(name) : name]),
  )
  return path.length > 0 ? [path, ...inner] : inner
}

const mark = '\u{1F335}in-its-place'

function written(good: Json, path: Path, text: string): string {
  return JSON.stringify(changed(good, path, () => mark)).replace(JSON.stringify(mark), () => text)
}

function twice(good: Json, path: Path): string {
  const name = JSON.stringify(String(path.at(-1)))
  return JSON.stringify(good).replace(`${name}:`, () => `${name}:"x",${name}:`)
}

const without = (good: Json, path: Path): Json => changed(good, path, () => undefined)

function changed(value: Json, [name, ...rest]: Path, to: () => unknown): Json {
  if (name === undefined) return to()
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[name] = changed(copy[name], rest, to)
  return copy
}
