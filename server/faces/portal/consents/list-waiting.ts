import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { PageRequest as Paging } from '../../../ports/requests/consent-query.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { FaceTools } from '../../face-module.ts'
import { listedRequest } from './listed-request.ts'
import type { Readership } from './read-for.ts'

interface Reading {
  readonly session: LoginSession
  readonly readership: Pick<Readership, 'about'>
  readonly language: Language
}

/** What waits for an answer and is to be shown before anybody follows a link to it. */
export async function listWaiting(
  { core, requestDialects }: Pick<FaceTools, 'core' | 'requestDialects'>,
  { session, readership, language }: Reading,
  page: Paging,
) {
  const among = [...requestDialects].map(([face, { listed = {} }]) => ({ face, annotations: listed }))
  const wanted = { about: readership.about, reader: session.party.id, among }
  const { items, next } = await core.listWaitingRequests(wanted, page)
  return { requests: items.map(item => listedRequest(item, language)), next }
}
