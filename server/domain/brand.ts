declare const brand: unique symbol

/** A value that was checked and carries the proof in its type. */
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name }

export type Brand<Name extends string> = Branded<string, Name>
