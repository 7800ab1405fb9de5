import type { ConsentRequestId, PartyId, StreamId } from '../../../../server/domain/ids.ts'
import { noticePlace, polledPlace, signingKeyPlace, streamPlace } from '../../rows/places.ts'
import { keptKeyPlace } from '../kept-key.ts'
import { documents, signedDocuments } from './files.ts'
import type { Kind } from './kind.ts'
import { numbers } from './numbers.ts'
import { names, shownTexts, uses } from './plain-texts.ts'
import { answers, browsers } from './short-lived.ts'
import { formerGrants, grants, requests } from './telling.ts'
import { again, underMaster } from './under-master.ts'

export type { Kind, ResealTools } from './kind.ts'

const partyKeys = underMaster({
  name: 'party-keys',
  table: 'party_key',
  key: ['party', 'uuid'],
  ciphertext: 'wrapped',
  purpose: 'texts',
  reseal: (wrapped, party, tools) => tools.partyKeys.rewrap(party as PartyId, wrapped),
})

const signingKeys = underMaster({
  name: 'signing-keys',
  table: 'signing_key',
  key: ['kid', 'text'],
  ciphertext: 'ciphertext',
  purpose: 'signing-keys',
  reseal: again(signingKeyPlace),
})

const keptKeys = underMaster({
  name: 'kept-keys',
  table: 'kept_key',
  key: ['name', 'text'],
  ciphertext: 'ciphertext',
  purpose: 'texts',
  reseal: again(keptKeyPlace),
})

const addresses = underMaster({
  name: 'addresses',
  table: 'notice_address',
  key: ['party', 'uuid'],
  ciphertext: 'ciphertext',
  purpose: 'texts',
  reseal: again(party => noticePlace(party as PartyId)),
})

const streams = underMaster({
  name: 'streams',
  table: 'signal_stream',
  key: ['id', 'uuid'],
  ciphertext: 'ciphertext',
  purpose: 'texts',
  reseal: again(id => streamPlace(id as StreamId)),
})

const polled = underMaster({
  name: 'polled',
  table: 'polled_authorization',
  key: ['request_id', 'uuid'],
  ciphertext: 'ciphertext',
  purpose: 'sessions',
  reseal: again(id => polledPlace(id as ConsentRequestId)),
})

/** Everything that is sealed, in the order in which it is sealed anew. */
export const kinds: readonly Kind[] = [
  keptKeys,
  signingKeys,
  numbers,
  partyKeys,
  names,
  shownTexts,
  uses,
  requests,
  grants,
  formerGrants,
  documents,
  signedDocuments,
  addresses,
  streams,
  browsers,
  polled,
  answers,
]
