/** ID-porten's levels of assurance, in rising order. */
export const levels = ['idporten-loa-substantial', 'idporten-loa-high'] as const

export type Level = (typeof levels)[number]

const isLevel = (value: string | undefined): value is Level => levels.includes(value as Level)

/** The level of a login: what the person chose, else the highest that was asked for, else the lowest. */
export function levelOf(chosen: string | undefined, acrValues: string | undefined): Level {
  if (isLevel(chosen)) return chosen
  const asked = (acrValues ?? '').split(' ')
  return levels.findLast(level => asked.includes(level)) ?? levels[0]
}
