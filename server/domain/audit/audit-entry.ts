import type { AuditEventName, auditEvents } from './audit-events.ts'
import type { AuditMemberName, AuditValues, auditMembers } from './audit-members.ts'

type Event<Name extends AuditEventName> = (typeof auditEvents)[Name]
type Value<Member extends AuditMemberName> = AuditValues[(typeof auditMembers)[Member]['type']]

type Always<Name extends AuditEventName> = {
  readonly [Member in Event<Name>['always'][number]]: Value<Member>
}

type Perhaps<Name extends AuditEventName> = {
  readonly [Member in Event<Name>['perhaps'][number]]?: Value<Member> | undefined
}

type EntryOf<Name extends AuditEventName> = Always<Name> &
  Perhaps<Name> & {
    readonly what: Name
    /** Of a refusal, why; of a command, what the operator gave as the reason. */
    readonly reason?: string | undefined
  }

/** What happened, as one entry of the trail. */
export type AuditEntry = { [Name in AuditEventName]: EntryOf<Name> }[AuditEventName]
