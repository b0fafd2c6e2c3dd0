package person

// A list of more people than this says little about each.
const manyPeople = 10

// shortText is how many bytes a text may have to be about everybody in it.
const shortText = 1500

// about tells an item about the subject from one that only mentions them: one
// name in a long text, or one of many recipients.
func (s *Subject) about(e Evidence) About {
	for _, f := range e.Fields {
		if len(f.Hits) > 0 && f.People <= manyPeople {
			return AboutSubject
		}
	}
	count := 0
	for _, h := range e.Hits {
		switch groupOf(h.Fact) {
		case FactName:
			count++
		case FactEmail: // as a name: it may be one of many
			count++
		default:
			return AboutSubject
		}
	}
	if count > 1 && !listed(e) || count == 1 && len(e.Text) <= shortText && !listed(e) {
		return AboutSubject
	}
	return AboutMention
}

// listed reports whether the subject is among many recipients.
func listed(e Evidence) bool {
	for _, f := range e.Fields {
		if len(f.Hits) > 0 && f.People > manyPeople {
			return true
		}
	}
	return false
}
