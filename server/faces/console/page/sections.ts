import type { Operation } from '../../../domain/operators/operations.ts'
import { mayDo, type Operator } from '../../../domain/operators/operator.ts'

interface Section {
  readonly name: string
  readonly path: string
  /** What somebody must be allowed to do who has any business there. */
  readonly duty: Operation
}

/** The parts of the console, in the order in which they are named on top of every page. */
const sections = [
  { name: 'overview', path: '/console/overview', duty: 'overview.read' },
  { name: 'support', path: '/console/support', duty: 'person.find' },
  { name: 'consents', path: '/console/consents', duty: 'grant.read' },
  { name: 'clients', path: '/console/clients', duty: 'client.read' },
  { name: 'types', path: '/console/types', duty: 'registry.read' },
  { name: 'rights', path: '/console/rights', duty: 'right.read' },
  { name: 'evidence', path: '/console/evidence', duty: 'evidence.read' },
  { name: 'approvals', path: '/console/approvals', duty: 'client.write' },
  { name: 'audit', path: '/console/audit', duty: 'audit.read' },
] as const satisfies readonly Section[]

export type SectionName = (typeof sections)[number]['name']

/** What an operator has any business with. */
export const sectionsOf = (operator: Operator): readonly (typeof sections)[number][] =>
  sections.filter(({ duty }) => mayDo(operator, duty))
