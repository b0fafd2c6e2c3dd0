package pipeline

import (
	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/index/person"
)

// ByHand is the match of an item that an officer adds although find did not
// find it. It stays out of the pack until they decide.
func ByHand(item catalogue.Item) request.Match {
	return request.Match{
		Item: item.ID, Source: item.Source, Path: item.Path, Part: item.Part, MessageID: item.MessageID, Title: item.Title, Date: item.Date(),
		Likelihood: string(person.Unlikely), Against: []string{"not found by the profile; added by hand"}, About: string(person.AboutSubject),
		Reasons: []request.Reason{}, Family: item.Family, Thread: thread(item), MediaType: item.MediaType, Parent: item.Parent,
		SHA256: item.SHA256, EntrySHA256: item.EntrySHA256, TextHash: item.TextHash,
	}
}
