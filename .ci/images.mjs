// `node .ci/images.mjs`: draws images/*.png from images/source/. Needs Chromium (CHROMIUM=/path/to/it, if it lies elsewhere).
import { readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

const source = pathToFileURL('images/source/');
const logos = {
  logo_main: [400, 272],
  logo_small: [108, 108],
  logo: [130, 100],
  logo_medium: [240, 84],
  logo_min: [84, 84],
};
const words = JSON.parse(readFileSync('images/source/tour-words.json', 'utf8'));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});

async function draw(file, page, [width, height], prepare, argument) {
  const tab = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
  await tab.goto(new URL(page, source).href);
  await tab.evaluate(prepare, argument);
  await tab.screenshot({ path: `images/${file}`, omitBackground: true });
  await tab.close();
  console.log(`${file}  ${width}x${height}  ${statSync(`images/${file}`).size} bytes`);
}

for (const [name, size] of Object.entries(logos)) {
  await draw(`${name}.png`, 'logo.html', size, (logo) => document.body.setAttribute('data-logo', logo), name);
}
for (const language of Object.keys(words)) {
  await draw(
    `tour_1_${language}.png`,
    'tour.html',
    [1188, 616],
    (text) => window.show(text),
    words[language],
  );
}
await browser.close();
