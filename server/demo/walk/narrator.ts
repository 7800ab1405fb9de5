import { styleText } from 'node:util'
import { maskedUrl, maskedValue } from './mask.ts'

/** A step of the walk that did not go as it should. */
export class StepFailed extends Error {
  constructor(step: string, cause: unknown) {
    super(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'StepFailed'
  }
}

/** Tells what happens, line by line, with secrets masked. */
export interface Narrator {
  /** Does one step under a heading; what it throws becomes a `StepFailed` that names it. */
  readonly step: <T>(title: string, work: () => Promise<T>) => Promise<T>
  request(method: string, url: string, fields?: Readonly<Record<string, string>>): void
  answer(status: number, facts?: Readonly<Record<string, unknown>>): void
  note(text: string): void
  /** What a page says, set apart. */
  page(text: string): void
}

interface Output {
  readonly write: (line: string) => void
  readonly colours: boolean
}

type Style = 'bold' | 'cyan' | 'green' | 'dim'

export function narrator({ write, colours }: Output): Narrator {
  const styled = (style: Style, text: string) =>
    colours ? styleText(style, text, { validateStream: false }) : text
  const facts = (all: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(all)) write(`       ${name} = ${printable(name, value)}`)
  }
  let steps = 0

  return {
    async step(title, work) {
      write('')
      write(styled('bold', `${++steps}. ${title}`))
      try {
        return await work()
      } catch (error) {
        throw new StepFailed(`step ${steps} (${title})`, error)
      }
    },
    request(method, url, fields = {}) {
      write(styled('cyan', `   → ${method} ${maskedUrl(url)}`))
      facts(fields)
    },
    answer(status, members = {}) {
      write(styled('green', `   ← ${status}`))
      facts(members)
    },
    note: text => write(styled('dim', `   ${text}`)),
    page(text) {
      for (const line of text.split('\n')) write(styled('dim', `     │ ${line}`))
    },
  }
}

const printable = (name: string, value: unknown): string =>
  typeof value === 'string' ? maskedValue(name, value) : JSON.stringify(value)
