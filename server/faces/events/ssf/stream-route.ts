import { parseId, type StreamId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { OwnStream, StreamOwner } from '../../../usecases/steps/own-stream.ts'
import type { FaceTools } from '../../face-module.ts'
import type { Receiver } from '../caller.ts'
import { kinds } from './dialect.ts'

export type StreamTools = Pick<FaceTools, 'signals' | 'publicUrl' | 'maySendTo'>

export const ownerOf = ({ client, feed }: Receiver): StreamOwner => ({ clientId: client.id, feed, kinds })

/** The caller's stream of this id, which may be none. Throws `signal-stream.not-found` for what can be none. */
export function streamOf(caller: Receiver, given: string): OwnStream {
  const id = parseId<StreamId>(given)
  if (id === undefined) throw new Problem('signal-stream.not-found', 'There is no such stream')
  return { owner: ownerOf(caller), id }
}

/** The same of one that is asked for what happened. */
export function polledStreamOf(caller: Receiver, given: string): OwnStream {
  const { owner, id } = streamOf(caller, given)
  return { owner: { ...owner, kinds: ['poll'] }, id }
}
