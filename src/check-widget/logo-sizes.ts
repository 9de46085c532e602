/** The logos that amoCRM asks for, in pixels; some only with a location. */
export const logoSizes: Readonly<Record<string, { width: number; height: number; location?: string }>> = {
  'images/logo.png': { width: 130, height: 100 },
  'images/logo_main.png': { width: 400, height: 272 },
  'images/logo_medium.png': { width: 240, height: 84 },
  'images/logo_min.png': { width: 84, height: 84 },
  'images/logo_small.png': { width: 108, height: 108 },
  'images/logo_dp.png': { width: 174, height: 109, location: 'digital_pipeline' },
};

export const tourSize = { width: 1188, height: 616 };
