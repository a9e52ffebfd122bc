import 'i18next'
import type fr from './fr/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof fr }
    strictKeyChecks: false
  }
}
