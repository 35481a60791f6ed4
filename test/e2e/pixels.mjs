// Looks at pictures: how much of them is coloured, and in how many colours.
/* global createImageBitmap, OffscreenCanvas */

/**
 * Decodes a PNG in an empty page and counts.
 * @param {import('playwright-core').Browser} browser
 * @param {Buffer} png
 * @returns `coloured`: pixels that are not grey; `colours`: different ones among them, in steps of 8; `light`: mean lightness, 0 to 1
 */
export async function look(browser, png) {
  const page = await browser.newPage();
  try {
    return await page.evaluate(count, png.toString('base64'));
  } finally {
    await page.close();
  }
}

async function count(base64) {
  const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
  const { width, height } = await createImageBitmap(blob);
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.drawImage(await createImageBitmap(blob), 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const colours = new Set();
  let coloured = 0;
  let light = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue] = data.subarray(i, i + 3);
    light += (red + green + blue) / 765;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) < 24) continue;
    coloured++;
    colours.add(((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3));
  }
  return { coloured, colours: colours.size, light: light / (width * height) };
}
