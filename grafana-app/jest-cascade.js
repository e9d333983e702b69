/**
 * A faster cascade for jsdom 20, which tries every rule of every style sheet on an element and all its ancestors each time a test asks for a style: two
 * thirds of the time of the page tests, since queries by role ask for every element. As in browsers, a rule is filed under the class, id or tag that its last
 * compound needs, and only those that an element has are tried: the same rules match, in the same order. To be deleted with a jsdom that does so itself.
 *
 * Has to be required before jsdom's window is, which takes the two functions over by name.
 */
const cssom = require('cssom');
const defaultStyleSheet = require('jsdom/lib/jsdom/browser/default-stylesheet');
const styleRules = require('jsdom/lib/jsdom/living/helpers/style-rules');
const { matchesDontThrow } = require('jsdom/lib/jsdom/living/helpers/selectors');

const ownSheet = cssom.parse(defaultStyleSheet);

/** What an element has if one of these selectors matches it: `.class`, `#id`, a tag, or `*` where that cannot be told. */
function keysOf(selectors) {
  if (selectors.includes('\\')) {
    return ['*'];
  }
  let bare = selectors.replace(/\[[^\]]*\]/g, '');
  for (let before = ''; before !== bare;) {
    before = bare;
    bare = bare.replace(/\([^()]*\)/g, '');
  }
  return bare.split(',').map((selector) => {
    const last = selector
      .trim()
      .split(/[\s>+~]+/)
      .at(-1);
    const compound = last.replace(/::?[\w-]+/g, '');
    return /[.#][\w-]+/.exec(compound)?.[0] ?? /^[\w-]+/.exec(compound)?.[0].toLowerCase() ?? '*';
  });
}

/** The rules that count on a screen, each with its place in the sheet, by key. */
function fileRules(sheet) {
  const files = new Map();
  let place = 0;
  const file = (rule) => {
    place += 1;
    for (const key of new Set(rule.selectorText ? keysOf(rule.selectorText) : [])) {
      const filed = files.get(key) ?? [];
      filed.push({ place, rule });
      files.set(key, filed);
    }
  };
  for (const rule of sheet.cssRules) {
    if (!rule.media) {
      file(rule);
    } else if (Array.prototype.includes.call(rule.media, 'screen')) {
      Array.from(rule.cssRules).forEach(file);
    }
  }
  return files;
}

const filed = new WeakMap();
function filesOf(sheet) {
  const known = filed.get(sheet);
  // Emotion adds rules and changes none.
  if (known?.count === sheet.cssRules.length) {
    return known.files;
  }
  const files = fileRules(sheet);
  filed.set(sheet, { count: sheet.cssRules.length, files });
  return files;
}

function matchingRules(element) {
  const classes = (element.getAttributeNS(null, 'class') ?? '').split(/\s+/).map((name) => `.${name}`);
  const keys = new Set(['*', element._localName, `#${element.getAttributeNS(null, 'id')}`, ...classes]);
  return [ownSheet, ...element._ownerDocument.styleSheets._list].flatMap((sheet) => {
    const files = filesOf(sheet);
    const candidates = new Map(
      [...keys].flatMap((key) => files.get(key) ?? []).map(({ place, rule }) => [place, rule])
    );
    return [...candidates]
      .sort(([a], [b]) => a - b)
      .map(([, rule]) => rule)
      .filter((rule) => matchesDontThrow(element, rule.selectorText));
  });
}

styleRules.forEachMatchingSheetRuleOfElement = (element, handleRule) => matchingRules(element).forEach(handleRule);

styleRules.getResolvedValue = (element, property) => {
  const { initial } = styleRules.propertiesWithResolvedValueImplemented[property];
  for (let each = element; each !== null; each = each.parentElement) {
    const inline = each.style?.getPropertyValue(property);
    const values = matchingRules(each).map((rule) => rule.style.getPropertyValue(property));
    const value = inline || values.findLast((one) => one !== '');
    if (value) {
      return value;
    }
  }
  return initial;
};
