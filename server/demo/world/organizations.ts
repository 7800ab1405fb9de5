/** The organisations of the demo. Numbers of the test environments; none is in business. */
export const organizations = {
  bank: { orgno: '810419512', name: 'SmekkFull Bank' },
  agency: { orgno: '991825827', name: 'Digitaliseringsdirektoratet' },
  supplier: { orgno: '810418192', name: 'Kolsaas og Flaam' },
  register: { orgno: '910493353', name: 'Lepsøy og Tonstad' },
  energySupplier: { orgno: '455261619', name: 'Kraft og Sønn' },
  otherEnergySupplier: { orgno: '455261620', name: 'Fjordstraum' },
} as const
