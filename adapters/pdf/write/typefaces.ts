import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const files = {
  regular: '400Regular/Roboto_400Regular.ttf',
  medium: '500Medium/Roboto_500Medium.ttf',
  bold: '700Bold/Roboto_700Bold.ttf',
} as const

export type Weight = keyof typeof files

export const weights = Object.keys(files) as Weight[]

const { resolve } = createRequire(import.meta.url)
const read = new Map<Weight, Buffer>()

/** Roboto in one weight, read once. */
export function typeface(weight: Weight): Buffer {
  const known = read.get(weight)
  if (known) return known
  const file = readFileSync(resolve(`@expo-google-fonts/roboto/${files[weight]}`))
  read.set(weight, file)
  return file
}
