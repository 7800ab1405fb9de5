import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Manner = 'takes' | 'hangs' | 'fails' | 'is down'

export type ToReceivers =
  | { readonly kind: 'behave'; readonly receiver: string; readonly manner: Manner }
  | { readonly kind: 'tell' }

/** What one took: the id of the token, and when by the machine's clock, in milliseconds. */
export interface Arrival {
  readonly receiver: string
  readonly id: string
  readonly at: number
}

interface Told {
  /** Everything so far, in the order in which it came. */
  readonly arrivals: readonly Arrival[]
  /** How often each was sent to. */
  readonly tried: Readonly<Record<string, number>>
}

/** Receivers of pushed tokens in a process of their own, so that they do not share the event loop of the load. */
export async function startReceivers() {
  const child = fork(fileURLToPath(new URL('./receivers.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const arrivals: Arrival[] = []
  const say = (message: ToReceivers) => child.send(message)
  return {
    url: (receiver: string): string => `http://127.0.0.1:${port}/${receiver}`,
    behave: (receiver: string, manner: Manner): void => void say({ kind: 'behave', receiver, manner }),
    async tell(): Promise<Told> {
      const told = once(child, 'message')
      say({ kind: 'tell' })
      const [fresh] = (await told) as [Told]
      arrivals.push(...fresh.arrivals)
      return { arrivals, tried: fresh.tried }
    },
    stop: (): void => void child.kill(),
  }
}

export type Receivers = Awaited<ReturnType<typeof startReceivers>>
