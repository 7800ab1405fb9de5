import type { AuditMemberName } from './audit-members.ts'

interface AuditEvent<Always extends AuditMemberName, Perhaps extends AuditMemberName> {
  /** An act is on record once it is committed; a refusal whatever becomes of what was written with it. */
  readonly of: 'act' | 'refusal'
  readonly meaning: string
  readonly always: readonly Always[]
  readonly perhaps: readonly Perhaps[]
}

const act = <const Always extends AuditMemberName, const Perhaps extends AuditMemberName = never>(
  meaning: string,
  always: readonly Always[],
  perhaps: readonly Perhaps[] = [],
): AuditEvent<Always, Perhaps> => ({ of: 'act', meaning, always, perhaps })

const refusal = <const Always extends AuditMemberName, const Perhaps extends AuditMemberName = never>(
  meaning: string,
  always: readonly Always[],
  perhaps: readonly Perhaps[] = [],
): AuditEvent<Always, Perhaps> => ({ of: 'refusal', meaning, always, perhaps })

const refused = (what: string) => refusal(`${what} was refused.`, ['asked'], ['clientId'])

const consent = ['face', 'grantId', 'purpose'] as const
const whose = ['clientId', 'partyId', 'requestId'] as const

/** Everything that the trail tells of, by its name. */
export const auditEvents = {
  'login.succeeded': act('A person logged in.', ['partyId', 'level']),
  'login.refused': refusal('A login came to nothing.', ['problem']),
  'logout.succeeded': act(
    'A login is over at the wish of the person or the identity provider.',
    ['at'],
    ['partyId'],
  ),
  'notices.chosen': act('A person chose where to be told, and of what.', ['partyId']),
  'notices.confirmed': act('A person showed that mail reaches her.', ['partyId']),
  'notices.stopped': act('A person wants to be told nothing more.', ['partyId']),

  'party.exported': act(
    'All that is kept about a person or an organization was given out: to itself, to one who may read its consents, or to an operator.',
    ['aboutId', 'by'],
    ['partyId', 'operator'],
  ),

  'consent.asked': act(
    'Somebody was asked for a consent.',
    ['face', 'requestId', 'purpose', 'ceremony'],
    ['clientId', 'partyId'],
  ),
  'consent.request_withdrawn': act(
    'The asker took the question back.',
    ['face', 'requestId', 'purpose'],
    ['clientId', 'partyId'],
  ),
  'consent.given': act(
    'Somebody said yes.',
    [...consent, 'requestId', 'ceremony'],
    ['clientId', 'partyId', 'level'],
  ),
  'consent.declined': act(
    'Somebody said no.',
    ['face', 'requestId', 'purpose'],
    ['clientId', 'partyId', 'level'],
  ),
  'consent.registered': act('A client registered a consent given in its own channel.', consent, whose),
  'consent.changed': act(
    'A consent is for something else from now on, at the wish of its client: with the yes of a person who has a level, or for no more than before.',
    consent,
    [...whose, 'level'],
  ),
  'consent.used': act('A consent was used.', ['grantId', 'last'], whose),
  'consent.withdrawn': act(
    'A consent was taken back: no code and no token under it is good.',
    [...consent, 'by'],
    whose,
  ),
  'consent.deletion_requested': act(
    'A giver asked that what was fetched by a consent that has ended is deleted.',
    ['grantId', 'partyId'],
  ),
  'consent.deletion_answered': act(
    'Whoever got the consent said that it is deleted, or why it has to be kept.',
    ['grantId', 'clientId', 'partyId', 'answer'],
  ),
  'document.refused': refusal(
    'A document that came back signed did not count.',
    ['face', 'requestId', 'facts'],
    ['clientId'],
  ),

  'token.issued': act(
    'A client was given an access token.',
    ['face', 'clientId', 'grantType', 'scope'],
    ['audience', 'consumer', 'grantId', 'partyId'],
  ),
  'token.revoked': act('A client gave a token back.', ['face', 'clientId', 'kind'], ['grantId']),
  'token.refused': refused('A token'),
  'token.replayed': refusal('What is good once was presented again.', ['clientId', 'kind'], ['grantId']),
  'client.refused': refusal(
    'A client did not prove who it is, as with a wrong secret.',
    ['at'],
    ['clientId', 'asked'],
  ),
  'limit.reached': refusal(
    'Something came more often than it may; one line for each window and process.',
    ['limit', 'key'],
    ['clientId', 'network'],
  ),
  'authorization.refused': refused('A request for authorization'),
  'introspection.refused': refused('A question about a token'),
  'introspection.foreign_token': refusal('An API asked about a token that is not meant for it.', [
    'clientId',
  ]),
  'revocation.refused': refused('The return of a token'),
  'revocation.foreign_token': refusal('A client wanted to end a token of another.', ['clientId']),
  'userinfo.refused': refused('A question about a person'),
  'logout.refused': refused('A wish to log out'),
  'request.refused': refused('A malformed request'),

  'client.added': act('A client was registered.', ['clientId']),
  'client.changed': act('A client was changed.', ['clientId']),
  'client.removed': act('A client was removed.', ['clientId']),
  'client.secret_rotated': act('A client got a new secret.', ['clientId']),
  'stream.added': act('A receiver made a stream of what happens to consents.', ['clientId', 'streamId']),
  'stream.changed': act('A receiver changed a stream, or its status.', ['clientId', 'streamId']),
  'stream.removed': act('A receiver removed a stream.', ['clientId', 'streamId']),
  'stream.paused': act('Nothing is sent to a receiver any more, until it wants it again.', [
    'clientId',
    'streamId',
  ]),
  'stream.behind': refusal(
    'A receiver was so long behind that events were forgotten before it took them; it is told so.',
    ['clientId', 'streamId'],
  ),
  'signal.refused': refusal('A receiver did not take what it was told; it is not told so again.', [
    'clientId',
    'streamId',
    'problem',
  ]),
  'resource.added': act('An API was registered.', ['id'], ['version']),
  'resource.changed': act('An API was changed.', ['id'], ['version']),
  'resource.removed': act('An API was removed.', ['id']),
  'purpose.added': act('A purpose was registered.', ['id'], ['version']),
  'purpose.changed': act('A purpose was changed.', ['id'], ['version']),
  'purpose.removed': act('A purpose was removed.', ['id']),
  'scope.added': act('A scope that organizations are given was registered.', ['id'], ['version']),
  'scope.changed': act('A scope was changed.', ['id'], ['version']),
  'scope.removed': act('A scope was removed.', ['id']),
  'delegation.added': act('An organization may use a scope for another.', ['id'], ['version']),
  'delegation.changed': act('A delegation was changed.', ['id'], ['version']),
  'delegation.removed': act('A delegation was taken back.', ['id']),
  'consent_template.added': act('The words around requests were registered.', ['id'], ['version']),
  'consent_template.changed': act('The words around requests were changed.', ['id'], ['version']),
  'consent_template.removed': act('The words around requests were removed.', ['id']),
  'authorization_details_type.added': act(
    'A type of authorization details was registered.',
    ['id'],
    ['version'],
  ),
  'authorization_details_type.changed': act(
    'A type of authorization details was changed.',
    ['id'],
    ['version'],
  ),
  'authorization_details_type.removed': act('A type of authorization details was removed.', ['id']),
  'consent_resource.added': act('What may be asked for was registered.', ['id'], ['version']),
  'consent_resource.changed': act('What may be asked for was changed.', ['id'], ['version']),
  'consent_resource.removed': act('What may be asked for was removed.', ['id']),
  'market.added': act('The parties of the energy market were registered.', ['id']),
  'market.changed': act('The parties of the energy market were changed.', ['id']),
  'evidence.altered': refusal('A consent does not fit the ledger, and was not shown as evidence.', [
    'grantId',
    'table',
    'row',
    'why',
  ]),
  'retention.applied': act(
    'The time of something kept about consents that have ended was over: it is gone, or tells of nobody.',
    ['purpose', 'kept', 'count'],
  ),
  'ledger.anchored': act('The heads of the ledger were signed by a command.', ['number']),
  'key.rotated': act('A new signing key takes over.', ['kid', 'alg']),
  'master_key.rotated': act('The newest encryption key is put in use.', ['kid']),
  'plain_text.ended': act('Nothing is stored in plain for servers of older versions any more.', []),
  'migration.applied': act('The database got a newer schema.', ['migrations']),
  'migration.undone': act('The database went back to an older schema.', ['migrations']),
  'operator.acted': act(
    'An operator did something, or looked at somebody, through the management API, the console or a command.',
    ['operator', 'door', 'operation', 'target'],
    ['partyId'],
  ),
  'operator.logged_in': act('An operator logged in to the console.', ['operator', 'roles']),
  'operator.login_refused': refusal(
    'An operator’s login came to nothing, or was that of somebody without a role.',
    ['problem'],
    ['operator'],
  ),
  'operator.logged_out': act('An operator logged out of the console.', ['operator']),
  'command.read': act('A command showed what is stored.', ['command']),
  'command.refused': refusal('A command was refused, or failed.', ['command', 'problem']),
  'clock.moved': act('The clock of a demo was moved.', ['seconds']),
  'server.started': act('A server is ready.', ['environment']),
  'server.stopped': act(
    'A server ended as it was asked to; a stream without it was cut, or its process runs.',
    [],
  ),
  'audit.lines_lost': refusal(
    'What was recorded here could not be kept: the trail could not be written for too long.',
    ['count'],
  ),
} as const

export type AuditEventName = keyof typeof auditEvents
