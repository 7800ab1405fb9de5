import type { BaseBlock } from 'asn1js'
import type { Attribute } from 'pkijs'

/** The one value of the one attribute of that kind. More than one throws an ordinary `Error`. */
export function attributeValue(
  attributes: readonly Attribute[] | undefined,
  type: string,
): BaseBlock | undefined {
  const found = (attributes ?? []).filter(attribute => attribute.type === type)
  if (found.length === 0) return undefined
  if (found.length > 1 || found[0]!.values.length !== 1) throw new Error(`More than one attribute ${type}`)
  return found[0]!.values[0]
}
