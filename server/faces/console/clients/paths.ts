import { z } from 'zod'

export const clientsPath = '/console/clients'

export const clientPath = (id: string): string => `${clientsPath}/${encodeURIComponent(id)}`

export const OfClient = z.object({ id: z.string().min(1).max(300) })

export type OfClient = z.infer<typeof OfClient>
