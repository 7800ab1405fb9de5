import type { ConsentRight } from '../../../server/domain/registry/consent-right.ts'

interface PermissionRow {
  readonly face: string
  readonly rights: readonly ConsentRight[] | null
  readonly annotations: Readonly<Record<string, string>>
}

/** @NOTE Rows written before there was a column keep them among the annotations of their face. */
export function rightsIn({ face, rights, annotations }: PermissionRow): readonly ConsentRight[] | undefined {
  if (rights) return rights
  const annotated = annotations[`${face}:rights`]
  return annotated === undefined ? undefined : (JSON.parse(annotated) as readonly ConsentRight[])
}
