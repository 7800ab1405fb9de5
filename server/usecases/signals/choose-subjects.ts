import { Problem } from '../../domain/problem.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { type OwnStream, ownStream } from '../steps/own-stream.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'find' | 'leaveOut' | 'takeIn'>
}

export interface ChooseSubject extends OwnStream {
  /** As drafts name it; `undefined` for one that nothing is ever told of. */
  readonly subject: string | undefined
}

const mostLeftOut = 10_000

/** Tells nothing more of a subject. Throws `signal-stream.not-found`, and `request.too-many` for more than can be left out. */
export const leaveOutSubject =
  ({ streams }: Ports) =>
  async ({ subject, ...command }: ChooseSubject): Promise<void> => {
    const { id } = await ownStream(streams, command)
    if (subject === undefined || (await streams.leaveOut(id, subject, mostLeftOut))) return
    throw new Problem('request.too-many', `A stream leaves out ${mostLeftOut} subjects at most`)
  }

/** Tells of a subject again. Throws `signal-stream.not-found`. */
export const takeInSubject =
  ({ streams }: Ports) =>
  async ({ subject, ...command }: ChooseSubject): Promise<void> => {
    const { id } = await ownStream(streams, command)
    if (subject !== undefined) await streams.takeIn(id, subject)
  }
