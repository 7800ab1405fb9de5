import type { ConsentEvent, NumberedEvent } from './event.ts'
import type { PartyId } from './ids.ts'
import { type AnchorClaims, type Head, headsText } from './ledger.ts'

/** An event with the two texts of its content, as far as they can still be told. */
export interface ProvenEvent {
  readonly event: NumberedEvent
  readonly facts: string | undefined
  readonly words: string | undefined
}

/** Events of one feed that follow each other up to a head that was anchored; of each what is hashed of it alone. */
export interface AnchoredRun {
  readonly anchor: number
  readonly stream: PartyId
  /** The number of the first. */
  readonly from: number
  readonly previousHash: string
  readonly suffixes: readonly string[]
}

/** An anchor with all the heads that it signs the digest of. */
export interface ProofAnchor {
  readonly number: number
  /** A compact JWS of its claims. */
  readonly signed: string
  readonly heads: readonly Head[]
}

/** What shows that the events of a consent stand in the ledger as it was signed. */
export interface LedgerProof {
  readonly events: readonly ProvenEvent[]
  /** Events that no run covers are not anchored yet, or too far from an anchor. */
  readonly runs: readonly AnchoredRun[]
  readonly anchors: readonly ProofAnchor[]
}

/** The text whose SHA-256 is the hash of an event. */
export const chainedText = (
  { previousHash, stream, sequence }: Pick<NumberedEvent, 'previousHash' | 'stream' | 'sequence'>,
  suffix: string,
): string => `["${previousHash}","${stream}",${sequence},${suffix}`

/** What of that text follows the number, which only the database knows when it appends. */
export const hashedSuffix = (event: ConsentEvent, content: string | undefined): string =>
  JSON.stringify([
    event.id,
    event.type,
    event.requestId ?? null,
    event.grantId ?? null,
    event.by ?? null,
    event.at.toISOString(),
    ...(content === undefined ? [] : [content]),
  ]).slice(1)

export type ProofFault = 'event' | 'content' | 'chain' | 'anchor'

interface Tools {
  /** SHA-256 (hex). */
  readonly digest: (text: string) => string
  /** What an anchor says, when it was signed by whoever is trusted. */
  readonly claims: ReadonlyMap<number, AnchorClaims>
}

/** Why a proof does not hold; `undefined` when it does. */
export function proofFault({ events, runs, anchors }: LedgerProof, tools: Tools): ProofFault | undefined {
  for (const proven of events) {
    const fault = eventFault(proven, tools)
    if (fault) return fault
  }
  if (anchors.some(anchor => !isSigned(anchor, tools))) return 'anchor'
  return runs.every(run => isAnchored(run, { events, anchors, ...tools })) ? undefined : 'chain'
}

/** How many of the events stand under an anchor. */
export const anchoredEvents = ({ events, runs }: Pick<LedgerProof, 'events' | 'runs'>): number =>
  events.filter(({ event }) => runs.some(run => covers(run, event))).length

const covers = ({ stream, from, suffixes }: AnchoredRun, event: NumberedEvent): boolean =>
  event.stream === stream && event.sequence >= from && event.sequence < from + suffixes.length

function eventFault(
  { event, facts, words }: ProvenEvent,
  { digest }: Pick<Tools, 'digest'>,
): ProofFault | undefined {
  const { contentHash } = event
  if (digest(chainedText(event, hashedSuffix(event, contentHash))) !== event.hash) return 'event'
  const [ofFacts, ofWords] = contentHash?.split('.') ?? []
  const fits = (text: string | undefined, hash: string | undefined) =>
    text === undefined || digest(text) === hash
  return fits(facts, ofFacts) && fits(words, ofWords) ? undefined : 'content'
}

function isSigned({ number, heads }: ProofAnchor, { digest, claims }: Tools): boolean {
  const said = claims.get(number)
  return said?.number === number && said.heads === digest(headsText(heads))
}

interface Around extends Pick<LedgerProof, 'events' | 'anchors'>, Pick<Tools, 'digest'> {}

/** Whether the run passes through each event that it covers, and ends at a head of its anchor. */
function isAnchored(run: AnchoredRun, { events, anchors, digest }: Around): boolean {
  const hashes = hashesOf(run, digest)
  const passes = events
    .filter(({ event }) => covers(run, event))
    .every(({ event }) => event.hash === hashes[event.sequence - run.from])
  const end = run.from + run.suffixes.length - 1
  const head = anchors
    .find(({ number }) => number === run.anchor)
    ?.heads.find(({ stream, sequence }) => stream === run.stream && sequence === end)
  return passes && head !== undefined && head.hash === hashes.at(-1)
}

function hashesOf({ stream, from, previousHash, suffixes }: AnchoredRun, digest: Tools['digest']): string[] {
  let previous = previousHash
  return suffixes.map((suffix, index) => {
    previous = digest(chainedText({ previousHash: previous, stream, sequence: from + index }, suffix))
    return previous
  })
}
