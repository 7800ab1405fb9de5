import { z } from 'zod'
import type { AuthorizationDetail } from '../../../domain/registry/authorization-detail.ts'
import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { Question, Section, Thing } from '../../../domain/requests/question.ts'
import { choiceOf } from '../../../wording/things.ts'
import { isLoginOnly } from '../../../domain/registry/scope.ts'

/** As many as one request may ask for. */
const most = 20

/** Fields of a form in which parts may be left out: a box that is ticked is sent, any other is not. */
export const choiceFields = Object.fromEntries(
  Array.from({ length: most }, (_, index) => [`detail-${index}`, z.literal('yes').optional()] as const),
)

export type Choices = Readonly<Record<string, unknown>>

/** The question as it stands when it is answered: with the boxes that are ticked. */
export const asChosen = (question: Question, choices: Choices): Question => ({
  ...question,
  sections: question.sections.map(section => chosenSection(section, choices)),
})

const chosenSection = ({ things, ...section }: Section, choices: Choices): Section =>
  things
    ? { ...section, things: { ...things, items: things.items.map(one => chosen(one, choices)) } }
    : section

const chosen = ({ choice, ...thing }: Thing, choices: Choices): Thing =>
  choice ? { ...thing, choice: { ...choice, isTaken: choices[choice.name] === 'yes' } } : thing

/** The details that are taken, of those that were asked for in a question that was answered so. */
export function takenDetails(
  { details }: Pick<ConsentRequest, 'details'>,
  { sections }: Pick<Question, 'sections'>,
): readonly AuthorizationDetail[] {
  const choices = sections.flatMap(({ things }) => things?.items ?? []).flatMap(({ choice }) => choice ?? [])
  const leftOut = new Set(choices.filter(({ isTaken }) => !isTaken).map(({ name }) => name))
  return details.filter((_, index) => !leftOut.has(choiceOf(index)))
}

/** Whether a yes would give nothing: every box is empty, and nothing else is asked for. */
export const givesNothing = (
  { details, scopes }: Pick<ConsentRequest, 'details' | 'scopes'>,
  question: Pick<Question, 'sections'>,
): boolean =>
  details.length > 0 && takenDetails({ details }, question).length === 0 && scopes.every(isLoginOnly)
