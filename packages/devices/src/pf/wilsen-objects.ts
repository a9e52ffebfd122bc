import { type ByteReader, shortFloat } from '../byte-reader.ts'
import { hexOf } from '../hex.ts'

const text = (frame: ByteReader) => String.fromCharCode(...frame.rest()).replace(/\0.*$/s, '')
const flag = (frame: ByteReader) => frame.u8() !== 0
const u8 = (frame: ByteReader) => frame.u8()
const u16 = (frame: ByteReader) => frame.u16()
const u32 = (frame: ByteReader) => frame.u32()
const done = () => true
const version = (frame: ByteReader) => `${frame.u16()}.${frame.u16()}.${frame.u16()}`
const confirmed = (frame: ByteReader) => frame.u8() === 1
const hex = (frame: ByteReader) => hexOf(frame.rest())

/** Objects that are no values: counters, device data and the echo of settings. By tag in hex: name, reading. */
export const facts: Readonly<Record<string, readonly [name: string, read: (frame: ByteReader) => unknown]>> =
  {
    '0b07': ['echoAmplitude', u8],
    '0c01': ['valve', hex],
    '2a25': ['serialNumber', text],
    '2a26': ['serialNumber', hex],
    '3101': ['transmissions', u16],
    '3102': ['positionFixes', u16],
    '3103': ['ultrasonicMeasurements', u32],
    '3104': ['sensorMeasurements', u32],
    f101: ['bluetooth', flag],
    f102: ['deviceName', text],
    f103: ['countersReset', done],
    f104: ['factoryReset', done],
    f105: ['passwordChanged', done],
    f108: ['deviceName1', text],
    f109: ['deviceName2', text],
    f201: ['positioning', flag],
    f202: ['positionInterval', u32],
    f203: ['nextPosition', u32],
    f204: ['positionAccuracyMode', u8],
    f205: ['positionConfirmed', confirmed],
    f206: ['positionTransmissions', u8],
    f207: ['positionTriggered', done],
    f301: ['confirmed', confirmed],
    f302: ['transmissionsPerMessage', u8],
    f303: ['spreadingFactor', u8],
    f304: ['transmitting', flag],
    f305: ['transmissionInterval', u32],
    f306: ['nextTransmission', u32],
    f307: ['downlinkConfiguration', flag],
    f308: ['downlinkAnswers', flag],
    f309: ['subBand', u8],
    f401: ['beamWidth', u8],
    f402: ['burstLength', u8],
    f403: ['transmittingPower', u8],
    f404: ['sensitivity', u8],
    f405: ['fullDistance', u16],
    f406: ['emptyDistance', u16],
    f407: ['measurementSequence', flag],
    f408: ['evaluationMethod', u8],
    f409: ['measurementsPerSequence', u8],
    f40a: ['sequenceInterval', u16],
    f40b: ['applicationFilter', flag],
    f40c: ['postProcessingFilter', u8],
    f40d: ['additionalMeasurement', u8],
    f40e: ['waterLevelMeasurement', flag],
    f40f: ['distanceToGround', u16],
    f501: ['partNumber', u32],
    f502: ['hardware', version],
    f503: ['firmware', version],
  }

/** The maker's own documents round to a tenth, which is finer than the thermometer. */
export const tenths = (value: number) => Math.round(shortFloat(value) * 10) / 10
