// Registers an agent with Flip and waits until it is approved: Go with resty.
package main

import (
	"fmt"
	"log"
	"os"
	"time"

	"github.com/go-resty/resty"
)

const (
	agents = "https://bigflip.id/api/v2"
	kyc    = "https://api.flip.id/kyc/api/v1"
)

type answer struct {
	ID        int    `json:"id"`
	KYCStatus string `json:"kyc_status"`
	ImageURL  string `json:"image_url"`
}

var flip = resty.New().
	SetBasicAuth(os.Getenv("FLIP_SANDBOX_SECRET_KEY"), "").
	SetHeader("Request-ID", "bigflip-7d2a1c52-54a6-4d5d-8b0a-0c3b8a3f1e01").
	SetTimeout(20 * time.Second)

func main() {
	log.SetFlags(0)
	var agent, uploaded answer
	must(flip.R().SetResult(&agent).SetFormData(map[string]string{
		"name": "Siti", "identity_type": "ktp", "identity_number": "3174055506980001",
		"birth_date": "04-06-1998", "birth_place": "Jakarta", "country_id": "1", "province_id": "1",
		"city_id": "1", "district_id": "1", "address": "Jakarta", "gender": "female",
		"occupation": "entrepreneur", "phone_number": "081234567890",
	}).Post(agents + "/agents"))
	user := fmt.Sprintf("%s/users/%d", kyc, agent.ID)
	for selfie, name := range []string{"identity-card.png", "selfie.jpg"} {
		must(flip.R().SetResult(&uploaded).SetFile("image", "fixtures/images/"+name).SetFormData(map[string]string{
			"user_type": "1", "identity_type": "1", "selfie": fmt.Sprint(selfie),
		}).Put(user + "/identities"))
		must(resty.New().R().Get(uploaded.ImageURL))
	}
	must(flip.R().SetFormData(map[string]string{"user_type": "1"}).Put(user + "/submit"))

	for left := 50; left > 0; left-- {
		must(flip.R().SetResult(&agent).Get(fmt.Sprintf("%s/agents/%d", agents, agent.ID)))
		if agent.KYCStatus == "APPROVED" {
			fmt.Println(agent.KYCStatus)
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	log.Fatal("the agent is still ", agent.KYCStatus)
}

func must(response *resty.Response, err error) {
	if err != nil {
		log.Fatal(err)
	}
	if response.IsError() {
		log.Fatal(response.Request.Method, " ", response.Request.URL, ": ", response.Status(), " ", response)
	}
}
