import { BaseBlock, type Constructed } from 'asn1js'

/** The members of the implicitly tagged set `[tag]` of a sequence, each as the bytes that are there. */
export function rawMembers(sequence: BaseBlock, tag: number): Uint8Array[] {
  return partsOf(sequence)
    .filter(part => isTagged(part, tag))
    .flatMap(partsOf)
    .map(part => part.valueBeforeDecodeView)
}

/** The parts of a constructed value. */
export function partsOf(block: BaseBlock): BaseBlock[] {
  const value: unknown = (block as Constructed).valueBlock.value
  return Array.isArray(value) ? value.filter(part => part instanceof BaseBlock) : []
}

export const isTagged = ({ idBlock }: BaseBlock, tag: number): boolean =>
  idBlock.tagClass === 3 && idBlock.tagNumber === tag
