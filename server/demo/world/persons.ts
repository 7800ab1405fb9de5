/** The persons of the demo. Synthetic: the month of each number is raised by 80, so it belongs to nobody. */
export const persons = [
  { nin: '14842249091', name: 'Nora Lindvik' },
  { nin: '29868099311', name: 'Ola Nordheim' },
  { nin: '01825160023', name: 'Elena Fjær', uuid: 'd5b861c8-8e3b-44cd-9952-5315e5990cf5' },
  { nin: '01825180059', name: 'Kari Nordmann', uuid: 'd47ac10b-58cc-4372-a567-0e02b2c3d483' },
  { nin: '02916297702', name: 'Ingrid Solbakken' },
  { nin: '14810797496', name: 'Mathis Eira' },
  { nin: '01827535970', name: 'Amina Hassan' },
  { nin: '17831270160', name: 'Tuva Myhre' },
] as const

/** Whom the demo's register of persons lets give no consent. */
export const refusedPersons = ['17831270160'] as const

/** Ingrid Solbakken acts for Mathis Eira. */
export const guardianship = {
  guardian: '02916297702',
  ward: '14810797496',
  since: new Date('2026-01-01T00:00:00Z'),
  document: { name: 'Vergefullmakt.pdf', reference: '2026/101' },
} as const
