/** An `up` event of ChirpStack v4 as its MQTT integration writes it (JSON), with a real frame of a Milesight AM107. */
export function lorawanMessage(devices: number, n: number, at: number) {
  const device = n % devices
  const devEui = `a84041${device.toString(16).padStart(10, '0')}`
  const time = new Date(at).toISOString()
  const payload = JSON.stringify({
    deduplicationId: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
    time,
    deviceInfo: {
      tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
      tenantName: 'Bench',
      applicationId: '17c82e96-be03-4f38-aef3-f83d48582d97',
      applicationName: 'bench',
      deviceProfileId: '14855bf7-d10d-4aee-b618-ebfcb64dc7ad',
      deviceProfileName: 'bench',
      deviceName: `Sensor ${device}`,
      devEui,
    },
    devAddr: device.toString(16).padStart(8, '0'),
    adr: true,
    dr: 5,
    fCnt: Math.floor(n / devices),
    fPort: 85,
    confirmed: false,
    data: frames[n % frames.length],
    rxInfo: [
      {
        gatewayId: '0016c001f153a14c',
        uplinkId: 42_424,
        gwTime: time,
        rssi: -97,
        snr: 7.5,
        channel: 3,
        location: { latitude: 46.78, longitude: -1.46 },
        context: 'AAAAAA==',
        metadata: { region_config_id: 'eu868', region_common_name: 'EU868' },
        crcStatus: 'CRC_OK',
      },
    ],
    txInfo: {
      frequency: 868_300_000,
      modulation: { lora: { bandwidth: 125_000, spreadingFactor: 7, codeRate: 'CR_4_5' } },
    },
  })
  return { topic: `application/17c82e96-be03-4f38-aef3-f83d48582d97/device/${devEui}/event/up`, payload }
}

/** Battery, temperature, humidity; the temperature differs. */
const frames = Array.from({ length: 10 }, (_, i) => {
  const bytes = [0x01, 0x75, 0x5c, 0x03, 0x67, 0x10 + i, 0x01, 0x04, 0x68, 0x71]
  return Buffer.from(bytes).toString('base64')
})
