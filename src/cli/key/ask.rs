//! Prompting at the terminal for missing values that a key's profile requires, with a list of choices if
//! there is one.

use std::fmt::{Display, Write as _};
use std::str::FromStr;

use crate::cli::context::Context;
use crate::domain::Invalid;
use crate::domain::grant::Expiry;
use crate::domain::network::{InvalidNetwork, Network};
use crate::domain::patch::Patch;
use crate::domain::profile::{Member, Profile};
use crate::domain::rights::{Environment, ResourcePath, Scope};
use crate::domain::time::Span;
use crate::error::{Error, Kind, Result};
use crate::ops::key::choices::{Choices, choices};
use crate::ops::key::create::NewKey;
use crate::ops::{Unlocked, Vault};
use crate::output::escape;
use crate::ports::Prompter;

/// How often a prompt is repeated before giving up.
const TRIES: usize = 3;
/// Suggested lifetimes in days, as far as the profile allows them.
const LIFETIMES: [u16; 4] = [30, 90, 180, 365];
/// The last item of a list that also accepts other values.
const ANOTHER: &str = "another…";

/// Completes the key with everything that its profile requires. Without a terminal it is unchanged: creating
/// the key reports what is missing. No lock is held while prompting.
pub(in crate::cli) fn complete(
    context: &Context<'_>,
    vault: &Vault<Unlocked>,
    mut new: NewKey,
) -> Result<NewKey> {
    // The default profile requires nothing.
    if new.terms.profile.is_none() || context.out.format().is_json() || !context.prompter().can_ask() {
        return Ok(new);
    }
    let Some(choices) = choices(vault, &new, context.now())? else { return Ok(new) };
    let questions = Asking { person: context.prompter(), name: new.name.to_string(), choices: &choices };
    let settings = &mut new.terms.settings;
    for member in &choices.missing {
        match member {
            Member::Description => {
                settings.description =
                    Some(Patch::Set(questions.open("a description", &[], "A description")?));
            }
            Member::Owner => {
                settings.owner = Some(Patch::Set(questions.open("an owner", &choices.owners, "An owner")?));
            }
            Member::Resource => settings.resource = Some(Patch::Set(questions.resource()?)),
            Member::Environment => settings.environment = Some(Patch::Set(questions.environment()?)),
            Member::Network => settings.network = questions.networks()?,
            Member::Expires => {
                settings.expires_at = None;
                settings.expires = Some(Expiry::After(questions.lifetime()?));
            }
            Member::Scopes => settings.scopes = questions.scopes()?,
        }
    }
    Ok(new)
}

struct Asking<'a> {
    person: &'a dyn Prompter,
    name: String,
    choices: &'a Choices,
}

impl Asking<'_> {
    fn profile(&self) -> &Profile {
        &self.choices.profile
    }

    fn needs(&self, what: &str) -> String {
        format!("'{}' needs {what}, required by the profile '{}':", self.name, self.profile().name)
    }

    /// Prompts for the level, then for one of the paths in use at it.
    fn resource(&self) -> Result<ResourcePath> {
        let levels = &self.profile().resource_levels;
        let depth = if levels.len() > 1 {
            let last = levels.len() - 1;
            let kinds = levels.iter().enumerate();
            let kinds = kinds
                .map(|(index, level)| format!("{} {level}", if index == last { "one" } else { "a whole" }));
            self.pick(&self.needs("a resource"), &kinds.collect::<Vec<_>>())? + 1
        } else {
            levels.len()
        };
        if depth == 0 {
            return self.open("a resource", &self.choices.resources, "A resource, such as acme/products");
        }
        let resources = self.choices.resources.iter().filter(|path| path.depth() == depth);
        let form = levels[..depth].join("/");
        let read = |text: &str| {
            let path: ResourcePath = text.parse().map_err(|invalid: Invalid| invalid.to_string())?;
            if path.depth() == depth { Ok(path) } else { Err(format!("it must be {form}")) }
        };
        let title = format!("Which {}?", levels[depth - 1]);
        self.one_of(&title, &resources.cloned().collect::<Vec<_>>(), &format!("Its path, as {form}"), read)
    }

    /// One of those that the profile allows, or one in use.
    fn environment(&self) -> Result<Environment> {
        let (all, needs) = (&self.profile().environments, self.needs("an environment"));
        if all.is_empty() {
            return self.open("an environment", &self.choices.environments, "An environment");
        }
        let index = self.pick(&needs, &texts(all))?;
        all.get(index).cloned().ok_or_else(|| Error::internal("a place beyond the list"))
    }

    /// Any, since a profile that limits them is their default.
    fn networks(&self) -> Result<Vec<Patch<Network>>> {
        let network = |text: &str| text.parse().map_err(|invalid: InvalidNetwork| invalid.to_string());
        let read = |text: &str| text.split(',').map(|part| network(part.trim()).map(Patch::Set)).collect();
        self.ask(&titled(&self.needs("networks")), "Networks such as 10.0.0.0/8, comma-separated", read)
    }

    fn lifetime(&self) -> Result<Span> {
        let (min, max) = (self.profile().min_expires, self.profile().max_expires);
        let mut usual: Vec<Span> = LIFETIMES.into_iter().map(Span::days).chain(max).collect();
        usual.retain(|span| min.is_none_or(|min| *span >= min) && max.is_none_or(|max| *span <= max));
        usual.sort_unstable();
        usual.dedup();
        let read = |text: &str| {
            let span: Span = text.parse().map_err(|invalid: Invalid| invalid.to_string())?;
            match (min, max) {
                (Some(min), _) if span < min => Err(format!("it must be at least {min}")),
                (_, Some(max)) if span > max => Err(format!("it must be at most {max}")),
                _ => Ok(span),
            }
        };
        self.one_of(&self.needs("an expiry"), &usual, "How many days, or a number with s, m, h, d or w", read)
    }

    /// Several, by number, or by name if any may be granted.
    fn scopes(&self) -> Result<Vec<Scope>> {
        let all = &self.profile().scopes;
        let read = |text: &str| text.split(',').map(|part| self.scope(part.trim())).collect();
        let (how, mut list) = if all.is_empty() {
            ("Scopes, comma-separated", String::new())
        } else {
            ("Numbers, comma-separated", numbered(&texts(all)))
        };
        list.insert_str(0, &titled(&self.needs("scopes")));
        self.ask(&list, how, read)
    }

    fn scope(&self, text: &str) -> Result<Scope, String> {
        let all = &self.profile().scopes;
        if all.is_empty() {
            return text.parse().map_err(|invalid: Invalid| invalid.to_string());
        }
        let index = index(text, all.len())?;
        all.get(index).cloned().ok_or_else(|| format!("there is no {text}"))
    }

    /// One of those in use, or another typed value.
    fn open<T: FromStr<Err = Invalid> + Display + Clone>(
        &self,
        what: &str,
        used: &[T],
        how: &str,
    ) -> Result<T> {
        let read = |text: &str| text.parse().map_err(|invalid: Invalid| invalid.to_string());
        self.one_of(&self.needs(what), used, how, read)
    }

    /// One of a list that also accepts other values; without a list, a typed value.
    fn one_of<T: Display + Clone>(
        &self,
        title: &str,
        used: &[T],
        how: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T> {
        if used.is_empty() {
            return self.ask(&titled(title), how, read);
        }
        let mut items = texts(used);
        items.push(ANOTHER.to_owned());
        let list = titled(title) + &numbered(&items);
        // What is no number is the other value itself: who sees "another…" may well type it at once.
        let picked = |text: &str| {
            if text.bytes().all(|byte| byte.is_ascii_digit()) {
                index(text, items.len()).map(|index| used.get(index).cloned())
            } else {
                read(text).map(Some)
            }
        };
        let question = format!("A number from 1 to {}, another value", items.len());
        match self.ask(&list, &question, picked)? {
            Some(value) => Ok(value),
            None => self.ask("", how, read),
        }
    }

    /// The index of the chosen item.
    fn pick(&self, title: &str, items: &[String]) -> Result<usize> {
        let list = titled(title) + &numbered(items);
        self.ask(&list, &format!("A number from 1 to {}", items.len()), |text| index(text, items.len()))
    }

    /// Prints the text once and prompts until an answer parses.
    fn ask<T>(&self, text: &str, how: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<T> {
        let question = format!("{}, or empty to cancel: ", escape::line(how));
        let mut prompt = format!("{text}{question}");
        for _ in 0..TRIES {
            let answer = self.person.text(&prompt)?;
            if answer.is_empty() {
                return Err(Error::new(Kind::Denied, "nothing was selected; no key was created"));
            }
            match read(&answer) {
                Ok(value) => return Ok(value),
                Err(why) => prompt = format!("{}\n{question}", escape::line(&why)),
            }
        }
        let what = format!("no valid answer after {TRIES} attempts; no key was created");
        Err(Error::new(Kind::Denied, what).hint("give it as an option: see `keywright key create --help`"))
    }
}

fn texts<T: Display>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn titled(title: &str) -> String {
    format!("{}\n", escape::line(title))
}

fn numbered(items: &[String]) -> String {
    items.iter().zip(1..).fold(String::new(), |mut list, (item, number)| {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{number:>3}) {}", escape::line(item));
        list
    })
}

/// The index for a 1-based number.
fn index(text: &str, count: usize) -> Result<usize, String> {
    let number = text.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
    number.map(|number| number - 1).ok_or_else(|| format!("'{text}' is not a number from 1 to {count}"))
}
