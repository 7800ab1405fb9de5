import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Where a Chromium is installed; `undefined` where there is none. */
export const findChromium = (): string | undefined => places.find(place => existsSync(place))

const flags = [
  '--headless',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--disable-gpu',
  '--hide-scrollbars',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Parameters = Readonly<Record<string, unknown>>

export interface Chromium {
  /** Sends a command of the DevTools protocol, of the browser or of one attached page, and gives its result. */
  send(method: string, parameters?: Parameters, session?: string): Promise<Parameters>
  /** Resolves at the next event of that name. Both reject when the browser ends before. */
  event(method: string): Promise<void>
  close(): Promise<void>
}

/** Starts a headless Chromium with a profile of its own, which is removed when it is closed. */
export function openChromium(program: string): Chromium {
  const profile = mkdtempSync(join(tmpdir(), 'samtykke-chromium-'))
  const child = spawn(program, [...flags, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>(resolve =>
    child.once('close', () => resolve()).once('error', () => resolve()),
  )
  const { send, event } = overPipe(child, ended)
  return {
    send,
    event,
    async close() {
      child.kill()
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly result?: Parameters
  readonly error?: { readonly message: string }
}

/** Messages are JSON, each ended by a NUL. */
function overPipe(child: ChildProcess, ended: Promise<void>): Pick<Chromium, 'send' | 'event'> {
  const [, , , to, from] = child.stdio as unknown as [null, null, null, Writable, Readable]
  const waiting = new Map<number | string, (message: Message) => void>()
  let last = 0
  let text = ''
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (text + chunk).split('\0')
    text = parts.pop() ?? ''
    for (const part of parts) settle(waiting, JSON.parse(part) as Message)
  })
  to.on('error', () => {})
  const gone = ended.then(() => {
    throw new Error('Chromium ended')
  })
  gone.catch(() => {})
  const wait = (key: number | string) =>
    Promise.race([new Promise<Message>(resolve => waiting.set(key, resolve)), gone])
  return {
    async send(method, params = {}, sessionId) {
      const id = ++last
      const answer = wait(id)
      to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      const { result = {}, error } = await answer
      if (error) throw new Error(`Chromium: ${error.message}`)
      return result
    },
    event: async method => void (await wait(method)),
  }
}

function settle(waiting: Map<number | string, (message: Message) => void>, message: Message): void {
  const key = message.id ?? message.method ?? ''
  waiting.get(key)?.(message)
  waiting.delete(key)
}
