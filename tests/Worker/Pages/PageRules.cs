using IpdEngine.Tests.Walls;
using Microsoft.Playwright;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>What every page owes its readers: one heading of the first level, landmarks, names for every control and table, ids that are unique and meet what points at them, nothing wider than the window.</summary>
internal static class PageRules
{
    private const string Script = """
        () => {
          const faults = [];
          const say = (what, node) => faults.push(what + ': ' + (node ? node.outerHTML.slice(0, 160) : ''));
          if (document.querySelectorAll('h1').length !== 1) say('not one h1');
          if (!document.documentElement.lang) say('no language');
          if (!document.title) say('no title');
          for (const tag of ['header', 'main', 'footer']) if (document.querySelectorAll('body > ' + tag).length !== 1) say('not one ' + tag);
          let level = 1;
          for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
            const own = +heading.tagName[1];
            if (own > level + 1) say('a level of headings is skipped', heading);
            level = own;
          }
          const seen = new Set();
          for (const node of document.querySelectorAll('[id]')) { if (seen.has(node.id)) say('id twice', node); seen.add(node.id); }
          for (const name of ['for', 'aria-describedby', 'aria-labelledby', 'list'])
            for (const node of document.querySelectorAll('[' + name + ']'))
              for (const id of node.getAttribute(name).split(/\s+/)) if (!seen.has(id)) say(name + ' points nowhere', node);
          for (const link of document.querySelectorAll('a[href^="#"]')) if (!seen.has(link.getAttribute('href').slice(1))) say('link to nowhere', link);
          for (const control of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
            if (!control.labels.length && !control.getAttribute('aria-label')) say('no label', control);
          for (const button of document.querySelectorAll('button, a')) if (!button.textContent.trim() && !button.getAttribute('aria-label')) say('no name', button);
          for (const table of document.querySelectorAll('table')) {
            if (!table.caption || !table.caption.textContent.trim()) say('no caption', table);
            for (const head of table.querySelectorAll('th')) if (!head.scope) say('no scope', head);
            const region = table.closest('[role=region]');
            if (!region || region.tabIndex !== 0 || !region.getAttribute('aria-label')) say('no region that scrolls by keyboard', table);
          }
          for (const set of document.querySelectorAll('fieldset')) if (!set.querySelector(':scope > legend')) say('no legend', set);
          for (const form of document.querySelectorAll('form[method=post]')) if (!form.querySelector('input[name=csrf]')) say('no proof', form);
          if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
            const wide = [...document.querySelectorAll('body *')].find(node => node.getBoundingClientRect().right > innerWidth + 1 && !node.parentElement.closest('.scroll, pre'));
            say('wider than the window: ' + document.documentElement.scrollWidth, wide);
          }
          if (document.querySelector('script:not([src]), style, [style]')) say('inline script or style', document.querySelector('script:not([src]), style, [style]'));
          return faults;
        }
        """;

    // Contrast of text and ground as WCAG 2.2, success criterion 1.4.3, asks: 4.5, or 3 for large text.
    private const string Contrast = """
        () => {
          const numbers = colour => { const parts = colour.match(/[\d.]+/g).map(Number); return parts.length < 4 ? [...parts, 1] : parts; };
          const light = ([r, g, b]) => [r, g, b].map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = node => { for (; node; node = node.parentElement) { const colour = numbers(getComputedStyle(node).backgroundColor); if (colour[3] === 1) return colour; } return [255, 255, 255]; };
          const faint = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let text; (text = walker.nextNode());) {
            const node = text.parentElement, style = getComputedStyle(node);
            if (!text.data.trim() || !node.checkVisibility() || node.closest('.skip, option, title')) continue;
            const [a, b] = [light(numbers(style.color)), light(ground(node))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const size = parseFloat(style.fontSize), isLarge = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
            if (ratio < (isLarge ? 3 : 4.5)) faint.push(ratio.toFixed(2) + ' ' + text.data.trim().slice(0, 60));
          }
          return faint;
        }
        """;

    /// <summary>Texts that are too faint on their ground.</summary>
    public static Task<string[]> FaintTextAsync(IPage page) => page.EvaluateAsync<string[]>(Contrast);

    public static async Task CheckAsync(IPage page) => Faults.None((await page.EvaluateAsync<string[]>(Script)).Select(fault => $"{page.Url}: {fault}"));
}
